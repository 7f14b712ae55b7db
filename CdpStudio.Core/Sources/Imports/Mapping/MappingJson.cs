using System.Diagnostics;
using System.Text.Json.Nodes;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>A mapping in the form of the HTTP interface, which is also how it is stored. Names are added to and never changed.</summary>
public static class MappingJson
{
    internal const string OwnType = "auto";

    private const string Tab = "tab";

    /// <summary>A separator as mappings name it.</summary>
    internal static string SeparatorName(char separator) => separator == '\t' ? Tab : separator.ToString();

    /// <summary>Null when it can be none: a letter, a digit, a quote or a line end, or more than one sign.</summary>
    internal static char? SeparatorOf(string? name) => name switch
    {
        Tab => '\t',
        [var sign] when !char.IsLetterOrDigit(sign) && !char.IsSurrogate(sign) && sign is not ('"' or '\r' or '\n' or '\0' or TextEncoding.Undecodable) => sign,
        _ => null,
    };

    internal static string FormatName(TableFormat format) => format switch { TableFormat.Xlsx => "xlsx", TableFormat.Json => "jsonl", _ => "csv" };

    internal static string ConflictName(ConflictRule rule) => rule.ToString().ToLowerInvariant();

    /// <inheritdoc cref="MappingReader"/>
    public static MappingReading Read(string json) => MappingReader.Read(json, ownTypes: false);

    /// <summary>As another program sends it: values without a type keep the one that the file gives them, where its format has types.</summary>
    /// <inheritdoc cref="MappingReader"/>
    public static MappingReading ReadSent(string json) => MappingReader.Read(json, ownTypes: true);

    /// <summary>As <see cref="ReadSent"/> takes it back: a text says that it is one.</summary>
    public static string WriteToSend(ImportMapping mapping)
    {
        var json = JsonNode.Parse(Write(mapping))!.AsObject();
        foreach (var (column, node) in mapping.Columns.Zip(json["columns"]!.AsArray()))
        {
            if (column is { Format: CellFormat.Text, To: not ColumnTarget.Identifier }) node!["type"] = "text";
        }

        return json.ToJsonString();
    }

    public static string Write(ImportMapping mapping)
    {
        var json = new JsonObject
        {
            ["format"] = mapping.Separator == '\t' ? "tsv" : FormatName(mapping.Format ?? TableFormat.Csv),
            ["encoding"] = mapping.Encoding?.Name ?? "auto",
        };
        if (mapping.Separator is not null and not '\t') json["separator"] = SeparatorName(mapping.Separator.Value);
        if (mapping.Sheet is not null) json["sheet"] = mapping.Sheet;
        if (mapping.Entry is not null) json["entry"] = mapping.Entry;
        if (!mapping.HasHeader) json["header"] = false;
        if (mapping.FirstRow is { } first) json["firstRow"] = first;
        if (!mapping.HiddenRows) json["hiddenRows"] = false;
        json["kind"] = mapping.Kind == ImportKind.Events ? "events" : "profiles";
        json["columns"] = new JsonArray([.. mapping.Columns.Select(Column)]);
        if (mapping.Event is not null) json["event"] = mapping.Event;
        if (mapping.Timestamp is not null) json["timestamp"] = Timestamp(mapping.Timestamp);
        if (mapping.MessageId.Count > 0) json["messageId"] = new JsonArray([.. mapping.MessageId.Select(m => JsonValue.Create(m))]);
        if (mapping.Conflict != ConflictRule.Both) json["conflict"] = ConflictName(mapping.Conflict);
        if (!mapping.StartsJourneys) json["startJourneys"] = false;
        return json.ToJsonString();
    }

    private static JsonNode Column(MappedColumn column)
    {
        var json = new JsonObject
        {
            ["from"] = column.From,
            ["to"] = column.To switch
            {
                ColumnTarget.Identifier to => $"identifier:{to.Namespace}",
                ColumnTarget.Attribute to => $"attribute:{to.Name}",
                ColumnTarget.Property to => $"property:{to.Name}",
                _ => throw new UnreachableException(column.To.GetType().Name),
            },
        };
        switch (column.Format)
        {
            case CellFormat.Text:
                break;
            case CellFormat.Own:
                json["type"] = OwnType;
                break;
            case CellFormat.Number number:
                json["type"] = "number";
                if (number.Culture is not null) json["format"] = number.Culture.Name;
                break;
            case CellFormat.Boolean:
                json["type"] = "boolean";
                break;
            case CellFormat.DateTime date:
                json["type"] = "datetime";
                AddDate(json, date);
                break;
            case CellFormat.List list:
                json["type"] = "list";
                json["format"] = list.Separator;
                break;
            default:
                throw new UnreachableException(column.Format.GetType().Name);
        }

        if (StepJson.Write(column.Steps) is { } steps) json["transform"] = steps;
        return json;
    }

    private static JsonObject Timestamp(MappedTimestamp timestamp)
    {
        var json = new JsonObject { ["from"] = timestamp.From };
        AddDate(json, timestamp.Format);
        return json;
    }

    private static void AddDate(JsonObject json, CellFormat.DateTime date)
    {
        if (date.Pattern is not null) json["format"] = date.Pattern.Text;
        if (date.Pattern?.Culture is { } culture) json["culture"] = culture.Name;
        if (date.Zone is not null) json["timeZone"] = date.Zone.Name;
    }
}

/// <summary>What came of reading a mapping's JSON.</summary>
public abstract record MappingReading
{
    private MappingReading()
    {
    }

    public sealed record Read(ImportMapping Mapping) : MappingReading;

    /// <param name="Pointer">JSON pointer of the member at fault; of a missing member, where it should be.</param>
    /// <param name="Detail">English words that hold the pointer.</param>
    public sealed record Refused(string Pointer, string Detail) : MappingReading;
}
