using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CdpStudio.Core.Audience.Engine.Search;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A column's dictionary at one moment.</summary>
/// <remarks>The writer goes on filling free places of <c>exact</c> and <c>byClass</c>: codes at or above the count are skipped.</remarks>
internal readonly struct DictionaryView(ValueDictionary values, int[] exact, int[] byClass, int count, bool isPlain)
{
    private const int SlotsAtOnce = 1024;

    /// <summary>One above the highest code.</summary>
    public int Count => count;

    /// <summary>Whether all values are texts, and no two of them equal: then a class is one code.</summary>
    public bool IsPlain => isPlain;

    public ValueKind KindOf(int code) => values.KindOf(code);

    /// <summary>One number for all values that the language calls equal: the lowest of their codes.</summary>
    public int ClassOf(int code) => values.ClassOf(code);

    /// <summary>UTF-8; see <see cref="ValueDictionary.Intern"/>.</summary>
    public ReadOnlySpan<byte> Payload(int code) => values.Payload(code);

    public string TextOf(int code) => Encoding.UTF8.GetString(Payload(code));

    /// <summary>Null for code 0.</summary>
    public StudioValue? ValueOf(int code) => KindOf(code) switch
    {
        ValueKind.Missing => null,
        ValueKind.Text or ValueKind.LongNumber => new StudioValue.Text(TextOf(code)),
        ValueKind.Number => new StudioValue.Number(decimal.Parse(Payload(code), NumberStyles.Number, CultureInfo.InvariantCulture)),
        ValueKind.Boolean => new StudioValue.Boolean(Payload(code)[0] == 't'),
        ValueKind.List => StudioValue.Read(TextOf(code)),
        _ => new StudioValue.Structure(TextOf(code)),
    };

    /// <summary>Equal for values that the language calls equal, and only for them. Not for code 0.</summary>
    public string ClassKey(int code) => ValueClass.KeyOf(ValueOf(code)!);

    /// <summary>The class of a key; 0 when no value has it.</summary>
    public int FindClass(string key)
    {
        var hash = (uint)ByteHash.Of(key, values.Seed);
        var mask = byClass.Length - 1;
        for (var slot = (int)hash & mask; byClass[slot] is not 0 and var code; slot = (slot + 1) & mask)
        {
            if (code < count && values.ClassHashOf(code) == hash && ClassKey(code) == key) return code;
        }

        return 0;
    }

    /// <summary>The first code from one on whose text may begin with some letters; 0 when there is none.</summary>
    public int NextThatMayBegin(int code, in FirstLetters letters) => values.NextThatMayBegin(code, count, letters);

    /// <summary>Its texts as names fold, and perhaps those of codes at or above the count.</summary>
    public FoldedPart[] Folded() => values.Folded.Of(this);

    public void Save(BinaryWriter writer)
    {
        writer.Write(count);
        values.Save(writer);
        WriteTable(writer, exact);
        WriteTable(writer, byClass);
    }

    /// <summary>As it was at this view's moment: making it anew takes longer than all else that is read.</summary>
    private void WriteTable(BinaryWriter writer, int[] table)
    {
        // In the form of an array, in pieces: tables are large.
        writer.Write(table.Length);
        Span<int> then = stackalloc int[SlotsAtOnce];
        for (var rest = table.AsSpan(); !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, SlotsAtOnce)];
            for (var slot = 0; slot < piece.Length; slot++) then[slot] = piece[slot] is var code && code < count ? code : 0;
            writer.Write(MemoryMarshal.AsBytes(then[..piece.Length]));
            rest = rest[piece.Length..];
        }
    }
}
