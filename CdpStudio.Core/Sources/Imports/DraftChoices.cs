using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// What somebody has chosen in the browser so far: a mapping that need not be whole yet, in the words of the mapping's JSON. Only
/// <see cref="ToMapping"/> says whether it makes sense, with the same reader that the HTTP interface has.
/// </summary>
public sealed record DraftChoices
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary><c>csv</c>, <c>xlsx</c> or <c>jsonl</c>.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>Of texts.</summary>
    public string? Encoding { get; init; }

    /// <summary>One sign or <c>tab</c>, of <c>csv</c>.</summary>
    public string? Separator { get; init; }

    /// <summary>Of <c>xlsx</c>.</summary>
    public string? Sheet { get; init; }

    /// <inheritdoc cref="FileReading.Entry"/>
    public string? Entry { get; init; }

    public required bool Header { get; init; }

    /// <inheritdoc cref="FileReading.FirstRow"/>
    public int? FirstRow { get; init; }

    public required string Kind { get; init; }

    public string? Event { get; init; }

    public DraftTime? Timestamp { get; init; }

    /// <summary>All of the file, in its order.</summary>
    public required IReadOnlyList<DraftColumn> Columns { get; init; }

    public IReadOnlyList<string> MessageId { get; init; } = [];

    /// <summary>In the mapping's words; null is <c>both</c>.</summary>
    public string? Conflict { get; init; }

    /// <summary>Null is true.</summary>
    public bool? StartJourneys { get; init; }

    /// <summary>False leaves out rows that Excel hides; null is true.</summary>
    public bool? HiddenRows { get; init; }

    /// <summary>Which step of the wizard was open last, as its address names it.</summary>
    public string? Step { get; init; }

    [JsonIgnore]
    public bool IsQuiet => StartJourneys == false;

    [JsonIgnore]
    public bool IsEvents => Kind == "events";

    [JsonIgnore]
    public FileReading Reading => new(
        TextEncoding.Find(Encoding ?? "") ?? TextEncoding.Utf8,
        MappingJson.SeparatorOf(Separator) ?? SeparatorDetection.Default,
        Header)
    {
        Format = Format switch { "xlsx" => TableFormat.Xlsx, "jsonl" => TableFormat.Json, _ => TableFormat.Csv },
        Sheet = Sheet,
        Entry = Entry,
        FirstRow = FirstRow,
        HiddenRows = HiddenRows != false,
    };

    /// <summary>With it everything about the reading is decided, but what can't be a separator.</summary>
    [JsonIgnore]
    public GivenReading Given => new(
        Reading.Format,
        Format == "xlsx" ? null : Reading.Encoding,
        MappingJson.SeparatorOf(Separator),
        Header,
        Sheet,
        Entry) { FirstRow = FirstRow, HiddenRows = HiddenRows };

    public static DraftChoices Of(FileReading reading, GuessedMapping guess) => new()
    {
        Format = MappingJson.FormatName(reading.Format),
        Encoding = reading.Format == TableFormat.Xlsx ? null : reading.Encoding.Name,
        Separator = reading.Format == TableFormat.Csv ? MappingJson.SeparatorName(reading.Separator) : null,
        Sheet = reading.Sheet,
        Entry = reading.Entry,
        FirstRow = reading.FirstRow,
        HiddenRows = reading.HiddenRows ? null : false,
        Header = reading.HasHeader || reading.Format == TableFormat.Json,
        Kind = guess.Kind == ImportKind.Events ? "events" : "profiles",
        Timestamp = guess.Timestamp is { } time ? new DraftTime(time.From, time.Format.Pattern?.Text, null) { Culture = time.Format.Pattern?.Culture?.Name } : null,
        Columns = [.. guess.Columns.Select(DraftColumn.Of)],
    };

    public static DraftChoices Read(string json) =>
        JsonSerializer.Deserialize<DraftChoices>(json, s_json) ?? throw new JsonException("A draft's choices are null.");

    public string Write() => JsonSerializer.Serialize(this, s_json);

    /// <summary>The mapping, or what is still wrong. Pointers count only the columns that are not left out.</summary>
    public MappingReading ToMapping()
    {
        var chosen = this with
        {
            Columns = [.. Columns.Where(c => c.To is not null).Select(c => c with { Sure = null })],
            Event = IsEvents ? Event : null,
            Conflict = IsEvents ? null : Conflict,
            Timestamp = string.IsNullOrEmpty(Timestamp?.From) ? null : Timestamp with { Sure = null },
            Step = null,
        };
        return MappingJson.Read(chosen.Write());
    }
}

/// <param name="Format">Null reads ISO 8601 and Unix times.</param>
public sealed record DraftTime(string From, string? Format, string? TimeZone)
{
    /// <inheritdoc cref="DraftColumn.Culture"/>
    public string? Culture { get; init; }

    /// <inheritdoc cref="DraftColumn.Sure"/>
    public bool? Sure { get; init; }

    internal GuessedColumn ToGuess() => (new DraftColumn(From, "attribute:time", "datetime", Format) { Culture = Culture }).ToGuess();
}

/// <param name="To">As in the mapping's JSON; null leaves the column out.</param>
/// <param name="Type">Null is text.</param>
public sealed record DraftColumn(string From, string? To, string? Type = null, string? Format = null)
{
    /// <summary>Of dates: whose calendar and names of months; null is invariant.</summary>
    public string? Culture { get; init; }

    /// <summary>Somebody said that the values are read by this format; null: it is a guess.</summary>
    public bool? Sure { get; init; }

    /// <summary>Null changes nothing.</summary>
    public DraftTransform? Transform { get; init; }

    [JsonIgnore]
    public IReadOnlyList<DraftStep> Steps => Transform?.Steps ?? [];

    public DraftColumn With(IReadOnlyList<DraftStep> steps) =>
        this with { Transform = steps.Count == 0 ? null : new DraftTransform(Mapping.Steps.StepJson.Version, steps) };

    /// <summary>With another value in place of this one, wherever the column has it, before anything else happens to it.</summary>
    /// <param name="by">Empty leaves the value out.</param>
    public DraftColumn Corrected(string value, string by)
    {
        var isFirst = Steps is [{ Is: "values", Else: null or "keep" }, ..];
        var step = isFirst ? Steps[0] : new DraftStep("values") { Else = "keep" };
        var others = step.Map?.Where(v => Mapping.Steps.SteppedCell.KeyOf(v.Key) != Mapping.Steps.SteppedCell.KeyOf(value)) ?? [];
        return With([step with { Map = new Dictionary<string, string>(others) { [value] = by } }, .. Steps.Skip(isFirst ? 1 : 0)]);
    }

    /// <summary>As the mapping's reader takes it; what it refuses is a column whose values all do not fit.</summary>
    internal GuessedColumn ToGuess()
    {
        if (To is null) return new GuessedColumn(From, null, new CellFormat.Text());

        var probe = new DraftChoices
        {
            Encoding = "utf-8", Separator = ",", Header = true, Kind = "events", Event = "probe",
            Columns = [this, new DraftColumn("probe", "identifier:probe")],
        };
        return probe.ToMapping() is MappingReading.Read { Mapping.Columns: [var column, ..] }
            ? new GuessedColumn(From, column.To, column.Format) { Steps = column.Steps }
            : new GuessedColumn(From, new ColumnTarget.Attribute("refused"), new CellFormat.Nothing());
    }

    internal static DraftColumn Of(GuessedColumn column)
    {
        var type = column.Format switch
        {
            CellFormat.Number => "number",
            CellFormat.Boolean => "boolean",
            CellFormat.DateTime => "datetime",
            CellFormat.List => "list",
            _ => null,
        };
        var to = column.To switch
        {
            ColumnTarget.Identifier identifier => "identifier:" + identifier.Namespace,
            ColumnTarget.Attribute attribute => "attribute:" + attribute.Name,
            ColumnTarget.Property property => "property:" + property.Name,
            _ => null,
        };
        return new DraftColumn(column.From, to, type, FormatOf(column.Format)) { Culture = (column.Format as CellFormat.DateTime)?.Pattern?.Culture?.Name };
    }

    internal static string? FormatOf(CellFormat format) => format switch
    {
        CellFormat.Number number => number.Culture?.Name,
        CellFormat.DateTime date => date.Pattern?.Text,
        CellFormat.List list => list.Separator,
        _ => null,
    };
}
