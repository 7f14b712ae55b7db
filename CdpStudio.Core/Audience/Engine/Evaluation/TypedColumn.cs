using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A column whose values are read as a type. Values that were read once are kept while one evaluation lasts.</summary>
/// <param name="view">Null when no entry has the property.</param>
/// <param name="type">Null leaves each value the type of its JSON.</param>
internal sealed class TypedColumn(ColumnView? view, DataType? type, WorkspaceZone zone)
{
    private const int MostKept = 1 << 16;

    private readonly StudioValue?[]? _kept = view is { } known && known.Values.Count <= MostKept ? new StudioValue?[known.Values.Count] : null;
    private readonly Dictionary<string, long> _classes = [];

    public ColumnView? View => view;

    public DataType? Type => type;

    public long CellAt(Entry entry) => view is { } known ? known[entry] : Cell.Missing;

    public StudioValue? ValueAt(Entry entry) => ValueOf(CellAt(entry));

    /// <returns>Null when missing, also for what the type does not take.</returns>
    public StudioValue? ValueOf(long cell)
    {
        if (cell == Cell.Missing) return null;
        if (!Cell.IsCode(cell)) return Typed(new StudioValue.Number(Cell.ToNumber(cell)));

        var code = (int)cell;
        if (_kept is null) return Typed(view!.Value.Values.ValueOf(code)!);

        return _kept[code] ??= Typed(view!.Value.Values.ValueOf(code)!);
    }

    private StudioValue? Typed(StudioValue value) => type is { } declared ? value.As(declared, zone) : value;
}
