using System.Numerics;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The steps of each present row of a block added up, by column: made when an evaluation first needs them and kept as long as the
/// block. 4 bytes a row, and 4 more where values are missing. Several threads may ask at once; the work is done again then, and one
/// answer kept.
/// </summary>
internal sealed class RowTotals
{
    /// <summary>Rows have fewer entries than that, so that what is multiplied by their number has room in 64 bits.</summary>
    public const int MostEntries = 1 << 20;

    private Totals?[] _byColumn = [];

    /// <param name="steps">The column's, of all entries of the block.</param>
    /// <returns>Null when a row has too many entries, or their sum does not fit.</returns>
    public Totals? Of(SeriesBase sorted, int column, in Cells steps)
    {
        var known = Volatile.Read(ref _byColumn);
        var totals = column < known.Length ? known[column] : null;
        if (totals is null)
        {
            totals = Add(sorted, steps);
            Keep(column, totals);
        }

        return totals.Sums.Length > 0 ? totals : null;
    }

    private static Totals Add(SeriesBase sorted, in Cells steps) => steps.Form switch
    {
        CellForm.Steps1 => Add(sorted, steps.Bytes),
        CellForm.Steps2 => Add(sorted, steps.Shorts),
        _ => Add(sorted, steps.Ints),
    };

    private static Totals Add<T>(SeriesBase sorted, ReadOnlySpan<T> steps)
        where T : unmanaged, IBinaryInteger<T>
    {
        var sums = new uint[sorted.Rows];
        var values = new int[sorted.Rows];
        for (var row = 0; row < sums.Length; row++)
        {
            var sum = 0UL;
            var ofRow = steps[sorted.Offsets[row]..sorted.Offsets[row + 1]];
            foreach (var step in ofRow)
            {
                sum += ulong.CreateTruncating(step);
                values[row] += step == T.Zero ? 0 : 1;
            }

            if (sum > uint.MaxValue || ofRow.Length >= MostEntries) return new Totals([], null);

            sums[row] = (uint)sum;
        }

        return new Totals(sums, steps.Contains(T.Zero) ? values : null);
    }

    private void Keep(int column, Totals totals)
    {
        var known = Volatile.Read(ref _byColumn);
        while (true)
        {
            var more = new Totals?[Math.Max(known.Length, column + 1)];
            known.CopyTo(more, 0);
            more[column] = totals;
            var found = Interlocked.CompareExchange(ref _byColumn, more, known);
            if (ReferenceEquals(found, known)) return;

            known = found;
        }
    }

    /// <param name="Values">How many entries of each row have a value; null when all do.</param>
    internal sealed record Totals(uint[] Sums, int[]? Values);
}
