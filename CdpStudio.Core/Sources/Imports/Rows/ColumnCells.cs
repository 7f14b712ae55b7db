using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>The cells of one column as its steps make them.</summary>
/// <param name="columns">The file's.</param>
internal sealed class ColumnCells(IReadOnlyList<string> columns, int column, IReadOnlyList<CellStep> steps, CellFormat format)
{
    private readonly Dictionary<string, int> _others = steps.OfType<CellStep.Fill>()
        .Select(s => s.From)
        .Distinct()
        .ToDictionary(name => name, name => HeaderNames.Position(columns, name));

    public int Column => column;

    public CellFormat Format => format;

    public SteppedCell Of(IRowReader row)
    {
        var cell = At(row, column);
        return steps.Count == 0 ? cell : cell.Through(steps, format, name => At(row, _others[name]));
    }

    // A column that is not there, as in a choice of the browser that another reading made void, is blank.
    private static SteppedCell At(IRowReader row, int at) =>
        at < 0 || row[at].IsWhiteSpace() ? new SteppedCell("", CellKind.Text) : new SteppedCell(row[at].ToString(), row.KindOf(at));
}
