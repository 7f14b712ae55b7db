using System.Numerics;
using System.Text;
using CdpStudio.Core.Audience.Engine.Evaluation;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>
/// People by words of their names. For each word the different values of each attribute that hold it are found first, then, block after
/// block, the rows whose newest value is one of them; who has all words is asked by the reader that profiles are read with. For one thread.
/// </summary>
internal sealed class NameSearch
{
    // Whoever types more looks for no name.
    private const int MostWords = 12;
    private const int LongestUndivided = 6;

    private readonly Snapshot _snapshot;
    private readonly long _now;
    private readonly RowReader _reader;
    private readonly List<NameColumn> _columns;
    private readonly int[] _mixed;

    /// <param name="declared">Which of several names wins.</param>
    /// <param name="reader">Stands at the row of a hit while it is handed out.</param>
    public NameSearch(Snapshot snapshot, Declared declared, long now, RowReader reader)
    {
        (_snapshot, _now, _reader) = (snapshot, now, reader);
        _mixed = [.. snapshot.Rows.Mixed.Keys.Order()];
        _columns =
        [
            .. from series in snapshot.Attributes.All
               where NameAttributes.Has(series.Key)
               let column = series.Column(AttributeIntake.ColumnKey)
               where column is not null
               select new NameColumn(series, column.Value, new AttributeReader(snapshot, declared, series.Name), snapshot.RowsByHand(series), now),
        ];
    }

    /// <summary>Who has each word at the beginning of a word first, then who has each anywhere. A row may come more than once.</summary>
    public IEnumerable<NameHit> Find(string text)
    {
        var words = NameFold.Words(text);
        if (words.Length is 0 or > MostWords || _columns.Count == 0) return [];

        return Find(words, begins: true).Concat(Find(words, begins: false)).Concat(Divided(words).SelectMany(w => Find(w, begins: true)));
    }

    /// <summary>王小明 may be written as a family name and a given one.</summary>
    private static IEnumerable<string[]> Divided(string[] words) =>
        words is [{ Length: > 1 and <= LongestUndivided } word] && word.All(IsUndivided)
            ? Enumerable.Range(1, word.Length - 1).Select(at => new[] { word[..at], word[at..] })
            : [];

    private static bool IsUndivided(char letter) =>
        letter is (>= '\u3400' and <= '\u9fff') or (>= '\uac00' and <= '\ud7a3') or (>= '\uf900' and <= '\ufaff');

    private IEnumerable<NameHit> Find(string[] words, bool begins)
    {
        var asked = new List<WordCodes>(words.Length);
        foreach (var word in words)
        {
            var codes = new WordCodes(_columns, Encoding.UTF8.GetBytes(begins ? " " + word : word));
            if (!codes.Any) yield break;
            asked.Add(codes);
        }

        foreach (var row in Rows(asked))
        {
            if (HitAt(row, asked) is { } hit) yield return hit;
        }
    }

    /// <summary>Everybody who may have all words, and few others.</summary>
    private IEnumerable<int> Rows(List<WordCodes> asked)
    {
        var words = RowSet.WordsFor(_snapshot.Rows.RowCount);
        var perBlock = _snapshot.Shape.Words;
        var (all, one) = (new ulong[Math.Min(words, perBlock)], new ulong[Math.Min(words, perBlock)]);
        for (var block = 0; block * perBlock < words; block++)
        {
            var count = Math.Min(perBlock, words - (block * perBlock));
            _snapshot.Rows.CopyExisting(block * perBlock, all.AsSpan(0, count), long.MaxValue);
            foreach (var word in asked)
            {
                Array.Clear(one);
                for (var i = 0; i < _columns.Count; i++) _columns[i].Mark(block, word.Of(i), one.AsSpan(0, count));
                for (var i = 0; i < count; i++) all[i] &= one[i];
            }

            foreach (var row in _mixed)
            {
                if (_snapshot.Shape.BlockOf(row) == block) all[_snapshot.Shape.Within(row) >> 6] &= ~(1UL << row);
            }

            for (var i = 0; i < count; i++)
            {
                for (var rest = all[i]; rest != 0; rest &= rest - 1)
                    yield return _snapshot.Shape.RowOf(block, (i << 6) + BitOperations.TrailingZeroCount(rest));
            }
        }

        // What they have lies in several rows: they are never many, and are all asked.
        foreach (var row in _mixed) yield return row;
    }

    /// <returns>Null when the row's values of now do not have all words.</returns>
    private NameHit? HitAt(int row, List<WordCodes> asked)
    {
        _reader.MoveTo(row);
        Span<int> newest = stackalloc int[_columns.Count];
        Span<int> found = stackalloc int[_columns.Count];
        found.Clear();
        for (var i = 0; i < newest.Length; i++) newest[i] = _columns[i].CodeAt(_reader);
        foreach (var word in asked)
        {
            var any = false;
            for (var i = 0; i < newest.Length; i++)
            {
                if (!Bits.Has(word.Of(i), newest[i])) continue;
                any = true;
                found[i]++;
            }

            if (!any) return null;
        }

        var best = 0;
        for (var i = 1; i < found.Length; i++)
        {
            if (found[i] > found[best]) best = i;
        }

        return new NameHit(row, _columns[best].Name, _columns[best].TextOf(newest[best]));
    }
}

/// <param name="Attribute">One that holds most of the words.</param>
internal sealed record NameHit(int Row, string Attribute, string Value);

/// <summary>The values of each column that have one word, one bit a code; null where none has.</summary>
internal sealed class WordCodes
{
    private readonly ulong[]?[] _codes;

    public WordCodes(List<NameColumn> columns, byte[] piece)
    {
        _codes = [.. columns.Select(c => c.Having(piece))];
        Any = _codes.Any(c => c is not null);
    }

    public bool Any { get; }

    public ulong[]? Of(int column) => _codes[column];
}

internal static class Bits
{
    public static bool Has(ulong[]? bits, int place) => bits is not null && (bits[place >> 6] & (1UL << place)) != 0;
}
