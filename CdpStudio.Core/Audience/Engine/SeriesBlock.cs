using System.Runtime.InteropServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>One block of a series as the one writer sees it.</summary>
internal sealed class SeriesBlock
{
    private readonly List<DeltaCells> _new = [];
    private Cells[] _cells = [];
    private SeriesBase _base = SeriesBase.Empty;
    private SeriesDelta _delta = new();
    private BlockView? _view;

    public SeriesBlock()
    {
    }

    /// <param name="cells">Of the base, by column.</param>
    public SeriesBlock(SeriesBase sorted, Cells[] cells) => (_base, _cells) = (sorted, cells);

    /// <summary>Columns that its base has cells for.</summary>
    public int Columns => _cells.Length;

    public int BaseCount => _base.Count;

    public int DeltaCount => _delta.Count;

    /// <summary>Whether entries of erased people may lie here: it is for the next merge to leave them out.</summary>
    public bool HoldsErased { get; private set; }

    /// <summary>Notes that entries of erased people lie in a row, if any do.</summary>
    public void Vacate(int row) => HoldsErased |= _base.TryFind(row, out _, out _) || _delta.View().NewestOf(row) >= 0;

    /// <returns>The entry's place in the delta, which its cells are set by.</returns>
    public int Append(in NewEntry entry, int home)
    {
        _view = null;
        return _delta.Append(entry, home);
    }

    public void Set(int column, int index, long cell)
    {
        while (_new.Count <= column) _new.Add(new DeltaCells());
        _new[column].Set(index, cell);
    }

    /// <summary>Leaves its base to a file that holds it, if it is still the one that was captured.</summary>
    public void Adopt(BlockView captured, SeriesBlock saved)
    {
        if (!ReferenceEquals(_base, captured.Base)) return;

        (_base, _cells, _view) = (_base.In(saved._base), saved._cells, null);
    }

    public BlockView View() => _view ??= new BlockView(_base, _cells, _delta.View(), [.. _new.Select(n => n.View())]);

    /// <param name="stays">Which nodes' entries stay, by node and row in the block, never those of erased ones; null when all do.</param>
    /// <param name="left">Receives the entries that do not, by their place in the view.</param>
    public BlockView Merge(Func<int, int, bool>? stays, List<int> left)
    {
        var view = View();
        var merged = SeriesMerge.Run(view, stays, left, out var runs);
        var cells = new Cells[Math.Max(_cells.Length, _new.Count)];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Cells.Gather(view.BaseCells(i), view.Base.Count, view.DeltaCells(i), CollectionsMarshal.AsSpan(runs), merged.Count);

        (_base, _cells, _delta, _view) = (merged, cells, new SeriesDelta(), null);
        if (stays is not null) HoldsErased = false;
        _new.Clear();
        return view;
    }
}

/// <summary>One block of a series at one moment.</summary>
internal sealed class BlockView(SeriesBase sorted, Cells[] cells, DeltaView delta, Cells[] added)
{
    public static BlockView Empty { get; } = new(SeriesBase.Empty, [], new SeriesDelta().View(), []);

    public SeriesBase Base => sorted;

    public DeltaView Delta => delta;

    public int Count => sorted.Count + delta.Count;

    public Cells BaseCells(int column) => column < cells.Length ? cells[column] : default;

    public Cells DeltaCells(int column) => column < added.Length ? added[column] : default;

    public long CellOf(int column, int index) =>
        index < sorted.Count ? BaseCells(column)[index] : DeltaCells(column)[index - sorted.Count];

    public long TsOf(int index) => index < sorted.Count ? sorted.Ts[index] : delta.TsOf(index - sorted.Count);

    public long NumberOf(int index) => index < sorted.Count ? Cell.Units(sorted.Number[index]) : delta.NumberOf(index - sorted.Count);

    public int NodeOf(int index) => index < sorted.Count ? sorted.NodeOf(index) : delta.NodeOf(index - sorted.Count);

    /// <summary>An entry without its values.</summary>
    public NewEntry EntryAt(int index) => new(NodeOf(index), TsOf(index), NumberOf(index), SourceOf(index));

    public int SourceOf(int index) => index < sorted.Count ? (int)sorted.Source[index] : delta.SourceOf(index - sorted.Count);
}
