using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>Reads a mapping strictly: what it does not know it refuses, and says where.</summary>
internal static partial class MappingReader
{
    private const int MaxNameLength = 200;
    private const int MaxColumns = 2_000;

    /// <param name="ownTypes">Values of JSON and workbooks without a type are what the file says that they are; else text.</param>
    public static MappingReading Read(string json, bool ownTypes)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new MappingReading.Read(Mapping(new JsonCursor(document.RootElement, ""), ownTypes));
        }
        catch (MappingRefusedException e)
        {
            return new MappingReading.Refused(e.Pointer, e.Message);
        }
        catch (JsonException e)
        {
            return new MappingReading.Refused("", $"The mapping is not JSON: {e.Message}");
        }
    }

    private static ImportMapping Mapping(JsonCursor json, bool ownTypes)
    {
        json.Object("format", "encoding", "separator", "header", "firstRow", "hiddenRows", "sheet", "entry", "kind", "columns", "event", "timestamp", "messageId", "conflict", "startJourneys");
        var isTabs = false;
        // A separator alone says that it is separated text.
        var format = json.Optional("format") is { } given ? Format(given, out isTabs) : json.Optional("separator") is null ? (TableFormat?)null : TableFormat.Csv;
        var kind = Kind(json.Required("kind"));
        var mapping = new ImportMapping(
            kind,
            Columns(json.Required("columns"), kind, ownTypes && format != TableFormat.Csv),
            Event(json, kind),
            json.Optional("timestamp") is { } timestamp ? Timestamp(timestamp) : null,
            json.Optional("encoding") is { } encoding ? Encoding(encoding, format) : null,
            json.Optional("separator") is { } separator ? Separator(separator, format, isTabs) : isTabs ? '\t' : null,
            json.Optional("header") is not { } header || Header(header, format))
        {
            Format = format,
            FirstRow = json.Optional("firstRow") is { } first ? FirstRow(first, format) : null,
            HiddenRows = json.Optional("hiddenRows") is not { } hidden || HiddenRows(hidden, format),
            Sheet = json.Optional("sheet") is { } sheet ? Sheet(sheet, format) : null,
            Entry = json.Optional("entry")?.Text(),
            MessageId = json.Optional("messageId") is { } key ? MessageId(key) : [],
            Conflict = json.Optional("conflict") is { } conflict ? Conflict(conflict, kind) : ConflictRule.Both,
            StartsJourneys = json.Optional("startJourneys") is not { } starts || starts.Boolean(),
        };
        return mapping;
    }

    private static TableFormat Format(JsonCursor json, out bool isTabs)
    {
        isTabs = json.Text() == "tsv";
        return json.Text() switch
        {
            "csv" or "tsv" => TableFormat.Csv,
            "xlsx" => TableFormat.Xlsx,
            "jsonl" => TableFormat.Json,
            _ => throw json.Refuse("must be csv, tsv, xlsx or jsonl; left out it is detected"),
        };
    }

    private static ImportKind Kind(JsonCursor json) => json.Text() switch
    {
        "profiles" => ImportKind.Profiles,
        "events" => ImportKind.Events,
        "objects" => throw json.Refuse("is objects, which can't be imported yet; profiles and events can"),
        _ => throw json.Refuse("must be profiles or events"),
    };

    private static TextEncoding? Encoding(JsonCursor json, TableFormat? format) => json.Text() switch
    {
        "auto" => null,
        _ when format == TableFormat.Xlsx => throw json.Refuse("is only for texts; a workbook says its own"),
        var name => TextEncoding.Find(name)
            ?? throw json.Refuse($"is not a known encoding; known are auto, {string.Join(", ", TextEncoding.All)}"),
    };

    private static char Separator(JsonCursor json, TableFormat? format, bool isTabs)
    {
        if (format != TableFormat.Csv) throw json.Refuse("is only for the formats csv and tsv");

        // White space is significant here.
        var separator = json.Element.ValueKind == JsonValueKind.String ? MappingJson.SeparatorOf(json.AnyText()) : null;
        if (isTabs && separator != '\t') throw json.Refuse("must be tab, as the format is tsv");
        return separator ?? throw json.Refuse("must be tab or one sign that is no letter, digit, quote or line end, such as , ; |");
    }

    private static bool Header(JsonCursor json, TableFormat? format) =>
        json.Boolean() || format != TableFormat.Json ? json.Boolean() : throw json.Refuse("can't be false for jsonl, whose objects name their members");

    private static int FirstRow(JsonCursor json, TableFormat? format)
    {
        if (format == TableFormat.Json) throw json.Refuse("is not for jsonl, which has no rows above its objects");

        return json.Element.ValueKind == JsonValueKind.Number && json.Element.TryGetInt32(out var row) && row is >= 1 and <= ImportMapping.MaxFirstRow
            ? row
            : throw json.Refuse($"must be 1 to {ImportMapping.MaxFirstRow}, the line or row in which the table begins");
    }

    private static bool HiddenRows(JsonCursor json, TableFormat? format) =>
        json.Boolean() || format is null or TableFormat.Xlsx ? json.Boolean() : throw json.Refuse("can't be false but for the format xlsx, since no other hides rows");

    private static string Sheet(JsonCursor json, TableFormat? format) =>
        format is null or TableFormat.Xlsx ? json.Text() : throw json.Refuse("is only for the format xlsx");

    private static string? Event(JsonCursor json, ImportKind kind)
    {
        if (kind == ImportKind.Events) return Name(json.Required("event"));
        if (json.Optional("event") is { } given) throw given.Refuse("is only for the kind events");
        return null;
    }

    private static List<MappedColumn> Columns(JsonCursor json, ImportKind kind, bool ownTypes)
    {
        var entries = json.Array();
        if (entries.Count == 0) throw json.Refuse("is empty; at least one column with an identifier is needed");
        if (entries.Count > MaxColumns) throw entries[MaxColumns].Refuse($"is one too many; at most {MaxColumns} columns can be mapped");

        var columns = new List<MappedColumn>();
        var taken = new HashSet<ColumnTarget>();
        foreach (var entry in entries)
        {
            entry.Object("from", "to", "type", "format", "culture", "timeZone", "transform");
            var from = entry.Required("from").Text().Trim();
            var to = Target(entry.Required("to"), kind);
            if (to is not ColumnTarget.Identifier && !taken.Add(Folded(to)))
                throw entry.Required("to").Refuse("is filled by an earlier column");
            var format = CellFormatOf(entry, to, ownTypes);
            columns.Add(new MappedColumn(from, to, format) { Steps = entry.Optional("transform") is { } steps ? StepJson.Read(steps, format) : [] });
        }

        return columns.Any(c => c.To is ColumnTarget.Identifier)
            ? columns
            : throw json.Refuse("has no identifier; every row would be rejected, since it belongs to nobody");
    }

    private static ColumnTarget Target(JsonCursor json, ImportKind kind)
    {
        var text = json.Text();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : text[(colon + 1)..];
        if (string.IsNullOrWhiteSpace(name)) throw json.Refuse("must be identifier:NAMESPACE, attribute:NAME or property:NAME");
        if (name.Length > MaxNameLength) throw json.Refuse($"names something longer than {MaxNameLength} letters");

        switch (text[..colon])
        {
            case "identifier" when Namespace().IsMatch(name):
                return new ColumnTarget.Identifier(name);
            case "identifier":
                throw json.Refuse("names a namespace that is not of the form a-z, 0-9 and _, at most 64 letters");
            case "attribute":
                return new ColumnTarget.Attribute(name);
            case "property" when kind == ImportKind.Events:
                return new ColumnTarget.Property(name);
            case "property":
                throw json.Refuse("is a property of an event, but the kind is profiles; use attribute:NAME");
            default:
                throw json.Refuse("must begin with identifier:, attribute: or property:");
        }
    }

    private static CellFormat CellFormatOf(JsonCursor json, ColumnTarget to, bool ownTypes)
    {
        var type = json.Optional("type");
        if (to is ColumnTarget.Identifier && type is { } given && given.Text() != "text")
            throw given.Refuse("can't be given for an identifier, which is always text");

        var isOwn = type is { } named ? named.Text() == MappingJson.OwnType : ownTypes && to is not ColumnTarget.Identifier && json.Optional("format") is null;
        if (isOwn)
        {
            foreach (var member in (ReadOnlySpan<string>)["format", "culture", "timeZone"]) Only(json, member, "number, datetime or list");
            return new CellFormat.Own();
        }

        return CellFormatOf(json);
    }

    /// <summary>The type and format that an object's members <c>type</c>, <c>format</c>, <c>culture</c> and <c>timeZone</c> say; text without.</summary>
    internal static CellFormat CellFormatOf(JsonCursor json)
    {
        var type = json.Optional("type");
        var name = type?.Text() ?? "text";
        if (name != "datetime")
        {
            Only(json, "culture", "datetime");
            Only(json, "timeZone", "datetime");
        }

        switch (name)
        {
            case "text":
                Only(json, "format", "number, datetime or list");
                return new CellFormat.Text();
            case "number":
                return new CellFormat.Number(json.Optional("format") is { } culture ? Culture(culture) : null);
            case "boolean":
                Only(json, "format", "number, datetime or list");
                return new CellFormat.Boolean();
            case "datetime":
                return Date(json);
            case "list":
                return new CellFormat.List(json.Optional("format") is { } separator ? ListSeparator(separator) : ";");
            default:
                throw type!.Value.Refuse("must be text, number, boolean, datetime or list");
        }
    }

    private static MappedTimestamp Timestamp(JsonCursor json)
    {
        json.Object("from", "format", "culture", "timeZone");
        return new MappedTimestamp(json.Required("from").Text().Trim(), Date(json));
    }

    private static CellFormat.DateTime Date(JsonCursor json)
    {
        var culture = json.Optional("culture") is { } named ? Culture(named) : null;
        DatePattern? pattern = null;
        if (json.Optional("format") is { } format && !DatePattern.TryCreate(format.Text(), culture, out pattern, out var refusal))
            throw format.Refuse($"is no date format: {refusal}");
        if (json.Optional("timeZone") is not { } zone) return new CellFormat.DateTime(pattern);

        return WorkspaceZone.TryFind(zone.Text(), out var found)
            ? new CellFormat.DateTime(pattern, found)
            : throw zone.Refuse("is not an IANA time zone, such as Europe/Berlin");
    }

    private static CultureInfo? Culture(JsonCursor json)
    {
        var name = json.Text();
        if (name == "invariant") return null;

        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw json.Refuse("is not a culture, such as de-DE or en-US, or invariant");
        }
    }

    // White space is significant here: elements may be parted by it.
    private static string ListSeparator(JsonCursor json) =>
        json.Element.ValueKind == JsonValueKind.String && json.AnyText() is { Length: > 0 and <= 10 } separator
            ? separator
            : throw json.Refuse("must be the text between a list's elements, such as ;");

    private static List<string> MessageId(JsonCursor json)
    {
        var columns = new List<string>();
        foreach (var entry in json.Array())
        {
            var name = entry.Text().Trim();
            if (columns.Contains(name, StringComparer.OrdinalIgnoreCase)) throw entry.Refuse("stands twice");
            columns.Add(name);
        }

        return columns;
    }

    private static ConflictRule Conflict(JsonCursor json, ImportKind kind)
    {
        var text = json.Text();
        foreach (var rule in Enum.GetValues<ConflictRule>())
        {
            if (MappingJson.ConflictName(rule) != text) continue;

            return rule == ConflictRule.Both || kind == ImportKind.Profiles ? rule : throw json.Refuse("is only for the kind profiles; events are always added");
        }

        throw json.Refuse("must be both, insert, update or gaps");
    }

    private static string Name(JsonCursor json)
    {
        var name = json.Text();
        return name.Length > MaxNameLength ? throw json.Refuse($"is longer than {MaxNameLength} letters") : name;
    }

    private static void Only(JsonCursor json, string member, string types)
    {
        if (json.Optional(member) is { } given) throw given.Refuse($"is only for the type {types}");
    }

    private static ColumnTarget Folded(ColumnTarget to) => to switch
    {
        ColumnTarget.Attribute attribute => new ColumnTarget.Attribute(StudioText.Key(attribute.Name)),
        ColumnTarget.Property property => new ColumnTarget.Property(StudioText.Key(property.Name)),
        _ => to,
    };

    [GeneratedRegex(@"\A[a-z0-9_]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();
}
