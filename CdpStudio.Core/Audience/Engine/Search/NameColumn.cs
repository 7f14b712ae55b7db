using System.Numerics;
using CdpStudio.Core.Audience.Engine.Evaluation;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>One attribute that is a part of names, at one moment.</summary>
/// <param name="byHand">Rows of which people said something by hand.</param>
internal sealed class NameColumn(SeriesView series, ColumnView column, AttributeReader attribute, IReadOnlyCollection<int> byHand, long now)
{
    private readonly FoldedPart[] _parts = column.Values.Folded();
    private ulong[] _present = [];

    public string Name => series.Name;

    public string TextOf(int code) => column.Values.TextOf(code);

    /// <summary>Codes of texts that have a piece in them, one bit each; null when there are none.</summary>
    public ulong[]? Having(ReadOnlySpan<byte> piece)
    {
        var codes = new ulong[(column.Values.Count + 63) >> 6];
        var any = false;
        foreach (var part in _parts) any |= part.Mark(piece, codes);
        return any ? codes : null;
    }

    /// <summary>The code of the value that is in force at the reader's row; 0 when there is none, or it is none of the dictionary.</summary>
    public int CodeAt(RowReader reader) =>
        EntryAt(reader) is { } entry && column[entry] is var cell && Cell.IsCode(cell) ? (int)cell : 0;

    /// <summary>
    /// Adds the rows of a block that have one of the codes: those whose newest value in the sorted base it is, those with such an entry among
    /// the new ones, and those of which people said something by hand. Where another rule decides, those with any such entry.
    /// </summary>
    /// <param name="rows">One bit a row of the block.</param>
    public void Mark(int block, ulong[]? codes, Span<ulong> rows)
    {
        if (codes is null) return;

        var (view, cells) = (series.Block(block), column.BaseOf(block));
        if (view.Base.Rows > 0 && MarkPresent(view.Base, cells, codes)) Spread(view.Base, rows);
        for (var i = 0; i < view.Delta.Count; i++)
        {
            var cell = column[new Entry(block, view.Base.Count + i)];
            if (Cell.IsCode(cell) && Bits.Has(codes, (int)cell)) rows[view.Delta.HomeOf(i) >> 6] |= 1UL << view.Delta.HomeOf(i);
        }

        foreach (var row in byHand)
        {
            if (series.Shape.BlockOf(row) == block) rows[series.Shape.Within(row) >> 6] |= 1UL << row;
        }
    }

    private Entry? EntryAt(RowReader reader)
    {
        if (attribute.IsNewest(reader)) return AttributeReader.NewestAt(reader, series, now);

        return attribute.WinnerAt(reader, now) is { IsMade: false } won ? won.Entry : null;
    }

    /// <returns>Whether any has.</returns>
    private bool MarkPresent(SeriesBase sorted, in Cells cells, ulong[] codes)
    {
        if (cells.Form == CellForm.None || cells.AreSteps) return false;

        var words = (sorted.Rows + 63) >> 6;
        if (_present.Length < words + 1) _present = new ulong[words + 1];
        var present = _present.AsSpan(0, words + 1);
        if (!attribute.IsNewestNearlyAlways)
        {
            present.Clear();
            for (var place = 0; place < sorted.Rows; place++)
            {
                for (var i = sorted.Offsets[place]; i < sorted.Offsets[place + 1]; i++)
                {
                    if (cells[i] is var cell && Cell.IsCode(cell) && Bits.Has(codes, (int)cell)) present[place >> 6] |= 1UL << place;
                }
            }
        }
        else if (sorted.Count != sorted.Rows || sorted.LastTs > now || cells.Length < sorted.Count || cells.Form == CellForm.Wide)
        {
            present.Clear();
            for (var place = 0; place < sorted.Rows; place++)
            {
                var cell = cells[NewestOf(sorted, place)];
                if (Cell.IsCode(cell) && Bits.Has(codes, (int)cell)) present[place >> 6] |= 1UL << place;
            }
        }
        else if (cells.Form == CellForm.Codes1)
        {
            MarkEach(cells.Bytes, codes, present);
        }
        else if (cells.Form == CellForm.Codes2)
        {
            MarkEach(cells.Shorts, codes, present);
        }
        else
        {
            MarkEach(cells.Ints, codes, present);
        }

        return present.ContainsAnyExcept(0UL);
    }

    /// <summary>An entry a row, as nearly always: a name is said once.</summary>
    private static void MarkEach<T>(ReadOnlySpan<T> cells, ulong[] codes, Span<ulong> present)
        where T : unmanaged, IBinaryInteger<T>
    {
        present[^1] = 0;
        for (var word = 0; word < present.Length - 1; word++)
        {
            var bits = 0UL;
            var some = cells.Slice(word << 6, Math.Min(64, cells.Length - (word << 6)));
            for (var i = 0; i < some.Length; i++)
            {
                var code = int.CreateTruncating(some[i]);
                bits |= ((codes[code >> 6] >> code) & 1) << i;
            }

            present[word] = bits;
        }
    }

    /// <summary>The place of the newest entry that is not ahead of now; of the first where all are.</summary>
    private int NewestOf(SeriesBase sorted, int place)
    {
        var newest = sorted.Offsets[place + 1] - 1;
        if (sorted.LastTs <= now) return newest;

        while (newest > sorted.Offsets[place] && sorted.Ts[newest] > now) newest--;
        return newest;
    }

    /// <summary>From places among the present rows to rows.</summary>
    private void Spread(SeriesBase sorted, Span<ulong> rows)
    {
        var at = 0;
        for (var word = 0; word < sorted.Present.Length; word++)
        {
            var present = sorted.Present[word];
            if (present == 0) continue;

            rows[word] |= RowBits.Deposit(RowBits.Read(_present, at), present);
            at += BitOperations.PopCount(present);
        }
    }
}
