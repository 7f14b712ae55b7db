using System.Numerics;
using System.Numerics.Tensors;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A set of row numbers, one bit each. Sets are combined only with sets of the same <see cref="RowCount"/>.</summary>
internal sealed class RowSet
{
    // Invariant: bits at and above RowCount are zero, so Count and the operations need no masking.
    private readonly ulong[] _words;

    public RowSet(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);

        RowCount = rowCount;
        _words = new ulong[WordsFor(rowCount)];
    }

    public int RowCount { get; }

    /// <summary>Bit r of word w is row 64 w + r. Whoever writes here keeps the bits past the last row zero.</summary>
    public Span<ulong> Words => _words;

    public static int WordsFor(int rowCount) => (rowCount + 63) >> 6;

    public void Add(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);

        _words[row >> 6] |= 1UL << row;
    }

    public void Remove(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);

        _words[row >> 6] &= ~(1UL << row);
    }

    public bool Contains(int row) => row < RowCount && (_words[row >> 6] & (1UL << row)) != 0;

    public void IntersectWith(RowSet other)
    {
        if (other.RowCount != RowCount) Throw.RowCountMismatch(RowCount, other.RowCount);

        TensorPrimitives.BitwiseAnd<ulong>(_words, other._words, _words);
    }

    public void UnionWith(RowSet other)
    {
        if (other.RowCount != RowCount) Throw.RowCountMismatch(RowCount, other.RowCount);

        TensorPrimitives.BitwiseOr<ulong>(_words, other._words, _words);
    }

    public void ExceptWith(RowSet other)
    {
        if (other.RowCount != RowCount) Throw.RowCountMismatch(RowCount, other.RowCount);

        for (var i = 0; i < _words.Length; i++) _words[i] &= ~other._words[i];
    }

    public long Count()
    {
        var count = 0L;
        foreach (var word in _words) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Rows in rising order.</summary>
    public IEnumerable<int> Rows()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var rest = _words[i]; rest != 0; rest &= rest - 1) yield return (i << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
