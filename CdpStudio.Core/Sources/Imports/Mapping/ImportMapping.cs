using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>
/// What a file's columns mean. Stored with every import as the JSON of <see cref="MappingJson"/>; the reader refuses what makes no
/// sense, so a mapping that exists is whole. Whether its columns are in a file is asked when it meets one.
/// </summary>
/// <param name="Encoding">Null detects it.</param>
/// <param name="Separator">Null detects it.</param>
/// <param name="Event">The event's name, with <see cref="ImportKind.Events"/> only.</param>
/// <param name="Timestamp">Null: every row counts as of the moment at which the file was handed in.</param>
/// <param name="MessageId">Columns that tell one row from another; empty: all columns, and the number of the row's occurrence in the file.</param>
public sealed record ImportMapping(
    ImportKind Kind,
    IReadOnlyList<MappedColumn> Columns,
    string? Event = null,
    MappedTimestamp? Timestamp = null,
    TextEncoding? Encoding = null,
    char? Separator = null,
    bool HasHeader = true)
{
    public const int MaxFirstRow = 1_000_000;

    public IReadOnlyList<string> MessageId { get; init; } = [];

    /// <summary>Only events may not have another than <see cref="ConflictRule.Both"/>: each is one of its own.</summary>
    public ConflictRule Conflict { get; init; }

    /// <summary>
    /// False: nobody enters a journey because of this file, neither by its events nor by coming into a segment when its rows are first
    /// counted. What happens to these people later counts as for everybody.
    /// </summary>
    public bool StartsJourneys { get; init; } = true;

    /// <summary>Null detects it.</summary>
    public TableFormat? Format { get; init; }

    /// <inheritdoc cref="FileReading.Sheet"/>
    public string? Sheet { get; init; }

    /// <inheritdoc cref="FileReading.Entry"/>
    public string? Entry { get; init; }

    /// <inheritdoc cref="FileReading.FirstRow"/>
    public int? FirstRow { get; init; }

    /// <inheritdoc cref="FileReading.HiddenRows"/>
    public bool HiddenRows { get; init; } = true;

    /// <summary>Only of a mapping with which an import was started: then all is decided.</summary>
    public FileReading Reading => new(
        Encoding ?? (Format == TableFormat.Xlsx ? TextEncoding.Utf8 : throw new InvalidOperationException("The encoding is not decided.")),
        Separator ?? (Format is TableFormat.Xlsx or TableFormat.Json ? SeparatorDetection.Default : throw new InvalidOperationException("The separator is not decided.")),
        HasHeader)
    {
        Format = Format ?? TableFormat.Csv,
        Sheet = Sheet,
        Entry = Entry,
        FirstRow = FirstRow,
        HiddenRows = HiddenRows,
    };

    internal GivenReading Given => new(Format, Encoding, Separator, HasHeader, Sheet, Entry) { FirstRow = FirstRow, HiddenRows = HiddenRows };

    /// <summary>With what was detected.</summary>
    internal ImportMapping With(FileReading reading) => this with
    {
        Format = reading.Format,
        Encoding = reading.Format == TableFormat.Xlsx ? null : reading.Encoding,
        Separator = reading.Format == TableFormat.Csv ? reading.Separator : null,
        HasHeader = reading.HasHeader,
        Sheet = reading.Sheet,
        Entry = reading.Entry,
        FirstRow = reading.FirstRow,
        HiddenRows = reading.HiddenRows,
        // Separated text has no types of its own.
        Columns = reading.Format == TableFormat.Csv ? [.. Columns.Select(c => c.Format is CellFormat.Own ? c with { Format = new CellFormat.Text() } : c)] : Columns,
    };

    /// <summary>Every column that is asked of the file, with the JSON pointer of the member that names it.</summary>
    internal IEnumerable<(string Pointer, string Name)> NamedColumns()
    {
        foreach (var (i, column) in Columns.Index())
        {
            yield return (FormattableString.Invariant($"/columns/{i}/from"), column.From);
            foreach (var (at, step) in column.Steps.Index())
            {
                if (step is CellStep.Fill fill) yield return (FormattableString.Invariant($"/columns/{i}/transform/steps/{at}/from"), fill.From);
            }
        }

        if (Timestamp is not null) yield return ("/timestamp/from", Timestamp.From);
        foreach (var (i, name) in MessageId.Index()) yield return (FormattableString.Invariant($"/messageId/{i}"), name);
    }
}

public enum ImportKind
{
    /// <summary>A row says what is known about one person.</summary>
    Profiles,

    /// <summary>A row is something that one person did.</summary>
    Events,
}

/// <param name="From">The column's name in the file's header.</param>
public sealed record MappedColumn(string From, ColumnTarget To, CellFormat Format)
{
    /// <summary>What happens to a cell before it is read, in this order.</summary>
    public IReadOnlyList<CellStep> Steps { get; init; } = [];
}

public abstract record ColumnTarget
{
    private ColumnTarget()
    {
    }

    public sealed record Identifier(string Namespace) : ColumnTarget;

    public sealed record Attribute(string Name) : ColumnTarget;

    /// <summary>A property of the event.</summary>
    public sealed record Property(string Name) : ColumnTarget;
}

public sealed record MappedTimestamp(string From, CellFormat.DateTime Format);
