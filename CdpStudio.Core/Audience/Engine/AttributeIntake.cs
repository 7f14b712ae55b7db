using System.Text;
using System.Text.Json;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Writes asserted values into the one column that attributes and identifiers have.</summary>
internal static class AttributeIntake
{
    public static ReadOnlySpan<byte> Column => "value"u8;

    public const string ColumnKey = "VALUE";

    /// <returns>False when the value is missing: the assertion clears.</returns>
    public static bool TrySet(Series series, int index, Fact.Assertion assertion)
    {
        var json = Encoding.UTF8.GetBytes(assertion.Value!);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var column = series.ColumnOf(Column);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = JsonStrings.Text(ref reader);
                if (JsonStrings.IsBlank(text)) return false;
                column.Set(index, ValueKind.Text, text);
                return true;
            case JsonTokenType.Number:
                NumberIntake.Set(column, index, reader.ValueSpan);
                return true;
            case JsonTokenType.True or JsonTokenType.False:
                column.Set(index, ValueKind.Boolean, reader.ValueSpan);
                return true;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                using (var document = JsonDocument.Parse(json))
                {
                    if (JsonPaths.ValueOf(document.RootElement) is null) return false;
                }

                // As it was said, because pages show it.
                column.Set(index, reader.TokenType == JsonTokenType.StartArray ? ValueKind.List : ValueKind.Structure, json);
                return true;
            default:
                return false;
        }
    }
}
