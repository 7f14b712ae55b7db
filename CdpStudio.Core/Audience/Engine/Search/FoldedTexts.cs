using System.Text;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>
/// The texts of one dictionary as names fold (<see cref="NameFold"/>), one behind the other, so that all of a million are looked through in
/// a few milliseconds. Made when somebody first searches and kept beside the dictionary; what is known of a code never changes, so only new
/// codes are added. Several threads may ask at once.
/// </summary>
internal sealed class FoldedTexts
{
    // Few enough that the part which grows is soon made anew, many enough that looking through it is one long run.
    private const int CodesPerPart = 1 << 14;

    private readonly Lock _making = new();
    private FoldedPart[] _parts = [];

    /// <summary>Parts that hold at least the texts of a view, in the order of their codes.</summary>
    public FoldedPart[] Of(DictionaryView values)
    {
        var parts = Volatile.Read(ref _parts);
        if (EndOf(parts) >= values.Count) return parts;

        lock (_making)
        {
            parts = _parts;
            if (EndOf(parts) >= values.Count) return parts;

            var made = parts.Where(p => p.Count == CodesPerPart).ToList();
            var (buffer, letters) = (new ByteBuffer(), new StringBuilder());
            for (var first = made.Count * CodesPerPart; first < values.Count; first += CodesPerPart)
                made.Add(FoldedPart.Make(values, first, Math.Min(CodesPerPart, values.Count - first), buffer, letters));

            parts = [.. made];
            Volatile.Write(ref _parts, parts);
            return parts;
        }
    }

    private static int EndOf(FoldedPart[] parts) => parts.Length == 0 ? 0 : parts[^1].First + parts[^1].Count;
}

/// <summary>Neighbouring codes: each text between a space and a line feed, which no text has in it; nothing for what is no text.</summary>
internal sealed class FoldedPart(int first, byte[] texts, int[] starts)
{
    public const byte End = (byte)'\n';

    public int First => first;

    public int Count => starts.Length - 1;

    public static FoldedPart Make(DictionaryView values, int first, int count, ByteBuffer buffer, StringBuilder letters)
    {
        buffer.Clear();
        var starts = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            starts[i] = buffer.Length;
            if (values.KindOf(first + i) != ValueKind.Text) continue;

            buffer.Add((byte)' ');
            NameFold.Append(values.Payload(first + i), buffer, letters);
            buffer.Add(End);
        }

        starts[count] = buffer.Length;
        return new FoldedPart(first, buffer.Written.ToArray(), starts);
    }

    /// <summary>Sets the bit of each code whose text has a piece in it.</summary>
    /// <param name="piece">Folded; a word behind a space is looked for at the beginning of words.</param>
    /// <param name="codes">One bit a code of the whole dictionary; those past its end are left out.</param>
    /// <returns>Whether there was any.</returns>
    public bool Mark(ReadOnlySpan<byte> piece, Span<ulong> codes)
    {
        var (at, index, any) = (0, 0, false);
        while (at < texts.Length && texts.AsSpan(at).IndexOf(piece) is >= 0 and var found)
        {
            at += found;
            while (starts[index + 1] <= at) index++;
            var code = first + index;
            if (code >> 6 >= codes.Length) break;

            codes[code >> 6] |= 1UL << code;
            any = true;
            // Once is enough.
            at = starts[index + 1];
        }

        return any;
    }
}
