using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A column whose values are read as a type. Values that were read once are kept while one evaluation lasts.</summary>
/// <param name="view">Null when no entry has the property.</param>
/// <param name="type">Null leaves each value the type of its JSON.</param>
/// <param name="values">Of cells that stand in no column of a series; null for those of <paramref name="view"/>.</param>
internal sealed class TypedColumn(ColumnView? view, DataType? type, WorkspaceZone zone, DictionaryView? values = null)
{
    private const int MostKept = 1 << 16;

    private const int PageBits = 9;

    // By code, in pages made when a value of theirs is read: most tests know the codes that pass and look at few, if any.
    private StudioValue?[]?[]? _kept;

    public ColumnView? View => view;

    /// <summary>What cells that are codes stand for; null when no entry has the property.</summary>
    public DictionaryView? Values => values ?? view?.Values;

    public DataType? Type => type;

    public long CellAt(Entry entry) => view is { } known ? known[entry] : Cell.Missing;

    public StudioValue? ValueAt(Entry entry) => ValueOf(CellAt(entry));

    /// <returns>Null when missing, also for what the type does not take.</returns>
    public StudioValue? ValueOf(long cell)
    {
        if (cell == Cell.Missing) return null;
        if (!Cell.IsCode(cell)) return Typed(new StudioValue.Number(Cell.ToNumber(cell)));

        var code = (int)cell;
        var known = Values!.Value; // it gave the code
        if (known.Count > MostKept) return Typed(known.ValueOf(code)!);

        _kept ??= new StudioValue?[]?[(known.Count >> PageBits) + 1];
        var page = _kept[code >> PageBits] ??= new StudioValue?[1 << PageBits];
        return page[code & ((1 << PageBits) - 1)] ??= Typed(known.ValueOf(code)!);
    }

    private StudioValue? Typed(StudioValue value) => type is { } declared ? value.As(declared, zone) : value;
}
