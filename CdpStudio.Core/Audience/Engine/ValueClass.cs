using System.Diagnostics;
using System.Globalization;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Which values are equal: as a key that is equal exactly for them.</summary>
internal static class ValueClass
{
    public static string KeyOf(StudioValue value) => value switch
    {
        StudioValue.Text text => "t" + StudioText.Key(text.Value),
        StudioValue.Number number => "n" + StudioNumber.ToText(number.Value),
        StudioValue.Boolean boolean => boolean.Value ? "b1" : "b0",
        StudioValue.Moment moment => "m" + moment.Milliseconds.ToString(CultureInfo.InvariantCulture),
        // Columns hold an object's hash already; one that lies in a list is still as it was said.
        StudioValue.Structure structure => "o" + (structure.Json is ['{', ..] ? ObjectHash.Of(Encoding.UTF8.GetBytes(structure.Json)) : structure.Json),
        StudioValue.List list => OfList(list.Items),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    /// <summary>A list holds its numbers as their plain text; the language says so of nothing else, so no operand is equal to a boolean.</summary>
    public static StudioValue InList(StudioValue value) =>
        value is StudioValue.Number number ? new StudioValue.Text(StudioNumber.ToText(number.Value)) : value;

    // Each element's key stands behind its length, so that no element can look like two.
    private static string OfList(IReadOnlyList<StudioValue> items)
    {
        var key = new StringBuilder("l");
        foreach (var item in items)
        {
            var inner = KeyOf(InList(item));
            key.Append(CultureInfo.InvariantCulture, $"{inner.Length}:").Append(inner);
        }

        return key.ToString();
    }
}
