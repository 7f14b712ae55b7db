using System.Diagnostics.CodeAnalysis;
using System.Text;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>
/// Turns a file's rows into messages. A row is taken whole or not at all: a cell that does not fit is never left out silently.
/// Cells that are empty say nothing, so they clear nothing.
/// </summary>
internal sealed class RowMapper
{
    private readonly int _columnCount;
    private readonly long _importedAt;
    private readonly RowKey _key;
    private readonly string? _event;
    private readonly MappedTimestamp? _timestamp;
    private readonly int _timestampColumn;
    private readonly List<(ColumnCells Cells, string Namespace)> _identifiers;
    private readonly List<Value> _traits;
    private readonly List<Value> _properties;
    private readonly StringBuilder _json = new();
    private List<int>? _outliers;

    /// <param name="columns">The file's; the mapping's columns are among them.</param>
    /// <param name="importedAt">Time of rows without one of their own: when the file was handed in, in milliseconds.</param>
    public RowMapper(ImportMapping mapping, IReadOnlyList<string> columns, long importedAt)
    {
        _columnCount = columns.Count;
        _importedAt = importedAt;
        _event = mapping.Event;
        _timestamp = mapping.Timestamp;
        _timestampColumn = mapping.Timestamp is null ? -1 : HeaderNames.Position(columns, mapping.Timestamp.From);
        _key = new RowKey(mapping, [.. mapping.MessageId.Select(m => HeaderNames.Position(columns, m))]);
        _identifiers = [.. mapping.Columns
            .Where(c => c.To is ColumnTarget.Identifier)
            .Select(c => (CellsOf(c, columns), ((ColumnTarget.Identifier)c.To).Namespace))
            .OrderBy(i => IdentifierKey.Priority(i.Namespace))];
        _traits = [.. Values(mapping, columns, to => (to as ColumnTarget.Attribute)?.Name)];
        _properties = [.. Values(mapping, columns, to => (to as ColumnTarget.Property)?.Name)];
    }

    /// <summary>Asked once per row, in their order: keys count occurrences.</summary>
    public MappedRow Map(IRowReader row)
    {
        _outliers = null;
        // The key first, whatever becomes of the row: the occurrence of later rows must not depend on it.
        var key = row.Fault == RowFault.None ? _key.Of(row) : null;
        if (Damage(row) is { } damage) return damage;

        var identifiers = new List<Identifier>(_identifiers.Count);
        foreach (var (cells, name) in _identifiers)
        {
            var cell = cells.Of(row);
            if (Damage(cell, cells.Column) is { } bad) return bad;
            if (cell.IsBlank) continue;
            if (cell.Kind == CellKind.RoundedNumber) return new MappedRow.Rejected(RejectReason.RoundedNumber, cells.Column);
            if (!IdentifierForm.Fits(name, cell.Text)) return new MappedRow.Rejected(RejectReason.BadIdentifier, cells.Column);
            identifiers.Add(new Identifier(name, cell.Text));
        }

        if (identifiers.Count == 0) return new MappedRow.Rejected(RejectReason.NoIdentifier, null);
        if (key is null) return new MappedRow.Rejected(RejectReason.NoKey, null);

        var timestamp = _importedAt;
        if (_timestamp is not null)
        {
            if (row[_timestampColumn].IsWhiteSpace()) return new MappedRow.Rejected(RejectReason.NoTimestamp, _timestampColumn);
            if (row.KindOf(_timestampColumn) == CellKind.Error) return new MappedRow.Rejected(RejectReason.CellError, _timestampColumn);
            if (!_timestamp.Format.TryReadMoment(row[_timestampColumn].ToString(), row.KindOf(_timestampColumn), out timestamp))
                return new MappedRow.Rejected(RejectReason.BadTimestamp, _timestampColumn);
        }

        if (!TryObject(row, _traits, out var traits, out var refused) || !TryObject(row, _properties, out var properties, out refused))
            return refused;

        return new MappedRow.Taken(new Message(
            key,
            identifiers,
            timestamp,
            _event is null ? null : new MessageEvent(_event, properties ?? "{}"),
            traits,
            PreviousId: null,
            Context: null,
            ContentHash: null) { IsUndated = _timestamp is null }) { Outliers = _outliers ?? [] };
    }

    private MappedRow.Rejected? Damage(IRowReader row)
    {
        RejectReason? reason = row.Fault switch
        {
            RowFault.UnclosedQuote => RejectReason.UnclosedQuote,
            RowFault.StrayQuote => RejectReason.StrayQuote,
            RowFault.TooLong => RejectReason.TooLong,
            RowFault.BrokenJson => RejectReason.BrokenJson,
            RowFault.NotAnObject => RejectReason.NotAnObject,
            _ when row.ContainsAny([TextEncoding.Undecodable, '\0']) => RejectReason.Undecodable,
            // Spreadsheets leave out empty cells at a row's end; a lone cell, or what follows a broken line, is the rest of another row.
            _ when row.Count < _columnCount && (row.FollowsFault || (row.Count == 1 && _columnCount > 2)) => RejectReason.TooFewCells,
            _ when HasMore(row) => RejectReason.TooManyCells,
            _ => null,
        };
        return reason is null ? null : new MappedRow.Rejected(reason.Value, null);
    }

    private static MappedRow.Rejected? Damage(SteppedCell cell, int column) =>
        (cell.Kind == CellKind.Error ? RejectReason.CellError : cell.Fault) is { } reason ? new MappedRow.Rejected(reason, column) : null;

    private bool HasMore(IRowReader row)
    {
        for (var i = _columnCount; i < row.Count; i++)
        {
            if (!row[i].IsWhiteSpace()) return true;
        }

        return false;
    }

    private bool TryObject(IRowReader row, List<Value> values, out string? json, [NotNullWhen(false)] out MappedRow.Rejected? refused)
    {
        _json.Clear();
        json = null;
        foreach (var value in values)
        {
            var cell = value.Cells.Of(row);
            refused = Damage(cell, value.Cells.Column);
            if (refused is not null) return false;
            if (cell.IsOutlier) (_outliers ??= []).Add(value.Cells.Column);
            if (cell.IsBlank) continue;
            if (!value.Cells.Format.TryRead(cell.Text, cell.Kind, out var read))
            {
                refused = new MappedRow.Rejected(RejectReason.BadValue, value.Cells.Column);
                return false;
            }

            if (read is not null) _json.Append(_json.Length == 0 ? '{' : ',').Append(value.Name).Append(':').Append(read);
        }

        refused = null;
        if (_json.Length > 0) json = _json.Append('}').ToString();
        return true;
    }

    private static IEnumerable<Value> Values(ImportMapping mapping, IReadOnlyList<string> columns, Func<ColumnTarget, string?> name) =>
        mapping.Columns
            .Where(c => name(c.To) is not null)
            .Select(c => new Value(CellsOf(c, columns), CellJson.Quote(name(c.To)!)));

    private static ColumnCells CellsOf(MappedColumn column, IReadOnlyList<string> columns) =>
        new(columns, HeaderNames.Position(columns, column.From), column.Steps, column.Format);

    /// <param name="Name">As JSON text.</param>
    private sealed record Value(ColumnCells Cells, string Name);
}

internal abstract record MappedRow
{
    private MappedRow()
    {
    }

    public sealed record Taken(Message Message) : MappedRow
    {
        /// <summary>Positions of the columns whose number is outside of the bounds.</summary>
        public IReadOnlyList<int> Outliers { get; init; } = [];
    }

    /// <param name="Column">Position of the cell at fault; null when it is the row.</param>
    public sealed record Rejected(RejectReason Reason, int? Column) : MappedRow;
}
