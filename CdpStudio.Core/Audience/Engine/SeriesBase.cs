using System.Numerics;
using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The sorted part of one block of a series: entries by home row, then time, then arrival. Rows that have none cost one bit. Never changes.
/// </summary>
/// <remarks>
/// Rows are counted from the beginning of the block. Invariants: <c>Rank[w]</c> is the number of present rows before word w; the k-th
/// present row owns entries <c>Offsets[k]</c> to <c>Offsets[k + 1]</c>, at least one, see <see cref="RowOffsets"/>; within it (Ts, Number)
/// rises. <c>Node</c> holds one node an entry or, where all entries of each row are of one node, as nearly always, one a row.
/// </remarks>
/// <param name="LastTs">Of all entries; <see cref="long.MinValue"/> when there are none.</param>
internal sealed record SeriesBase(ulong[] Present, int[] Rank, int[] Offsets, int Rows, Times Ts, Cells Number, Cells Node, Cells Source, long LastTs)
{
    public const int Spare = 16;

    public static SeriesBase Empty { get; } = new([], [], new int[1 + Spare], 0, default, default, default, default, long.MinValue);

    public int Count => Ts.Length;

    /// <summary>Values read as a type, which evaluations make when they first need them, as they do what follows.</summary>
    public NewestValues Newest { get; private init; } = new();

    public LatestTimes Latest { get; private init; } = new();

    public RowTotals Totals { get; private init; } = new();

    /// <summary>The same with its large parts where a file holds them; what evaluations made stays made.</summary>
    public SeriesBase In(SeriesBase saved) => this with { Ts = saved.Ts, Number = saved.Number, Node = saved.Node, Source = saved.Source };

    // Told apart by identity: what it holds is large.
    public bool Equals(SeriesBase? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public int NodeOf(int index) => (int)Cell.Units(Node[Node.Length == Count ? index : PlaceOf(index)]);

    /// <summary>Writes the node of every entry, as <see cref="Cell.OfUnits"/> has it.</summary>
    public void CopyNodes(Span<long> nodes)
    {
        nodes = nodes[..Count];
        if (Node.Length == Count)
        {
            Node.CopyTo(0, nodes);
            return;
        }

        for (var row = 0; row < Rows; row++) nodes[Offsets[row]..Offsets[row + 1]].Fill(Node[row]);
    }

    /// <summary>The rows of a word that have entries, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong PresentIn(int word) => word < Present.Length ? Present[word] : 0;

    /// <summary>The number of present rows before a word.</summary>
    public int RankOf(int word) => word < Rank.Length ? Rank[word] : Rows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(int row, out int start, out int end)
    {
        var word = row >> 6;
        if (word < Present.Length)
        {
            var bits = Present[word];
            if ((bits & (1UL << row)) != 0)
            {
                var place = Rank[word] + BitOperations.PopCount(bits & ((1UL << row) - 1));
                start = Offsets[place];
                end = Offsets[place + 1];
                return true;
            }
        }

        start = end = 0;
        return false;
    }

    /// <summary>Which of the present rows owns an entry.</summary>
    private int PlaceOf(int index)
    {
        var found = Offsets.AsSpan(0, Rows + 1).BinarySearch(index);
        return found < 0 ? ~found - 1 : found;
    }
}
