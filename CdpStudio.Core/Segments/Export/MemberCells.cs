using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Export;

/// <summary>Turns members into rows of typed cells.</summary>
/// <param name="zone">In which moments are written.</param>
internal sealed class MemberCells(IReadOnlyList<ExportColumn> columns, WorkspaceZone zone)
{
    /// <summary>The attributes to ask the engine for.</summary>
    public IReadOnlyList<string> Fields { get; } = [.. columns.OfType<ExportColumn.Attribute>().Select(a => a.Name)];

    public IReadOnlyList<ExcelCell> Of(AudienceMember member)
    {
        var cells = new ExcelCell[columns.Count];
        var field = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = columns[i] switch
            {
                ExportColumn.Id => new ExcelCell.Number(member.Id.Value),
                ExportColumn.Identifiers identifiers => Joined(member.Identifiers.Where(m => m.Namespace == identifiers.Namespace).Select(m => m.Value)),
                ExportColumn.Attribute attribute => Of(member.Fields[field++], attribute.Type),
                var other => throw new UnreachableException(other.GetType().Name),
            };
        }

        return cells;
    }

    private ExcelCell Of(string? json, DataType type) => (json is null ? null : StudioValue.Read(json), type) switch
    {
        (null, _) => ExcelCell.None,
        // A bare date is a day to its reader, not a midnight.
        (StudioValue.Text text, DataType.DateTime) when WrittenDate.TryParse(text.Value, out var date) && date is WrittenDate.Day day => new ExcelCell.Day(day.Date),
        ({ } value, _) => Of(value.As(type, zone)),
    };

    private ExcelCell Of(StudioValue? value) => value switch
    {
        null => ExcelCell.None,
        StudioValue.Text text => new ExcelCell.Text(text.Value),
        StudioValue.Number number => new ExcelCell.Number(number.Value),
        StudioValue.Boolean boolean => new ExcelCell.Boolean(boolean.Value),
        StudioValue.Moment moment => new ExcelCell.Moment(zone.Local(moment.Milliseconds)),
        StudioValue.List list => Joined(list.Items.Select(i => i.PlainText()).OfType<string>()),
        StudioValue.Structure structure => new ExcelCell.Text(structure.Json),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static ExcelCell Joined(IEnumerable<string> texts) =>
        string.Join(", ", texts) is { Length: > 0 } joined ? new ExcelCell.Text(joined) : ExcelCell.None;
}
