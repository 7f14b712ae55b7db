using System.Collections;
using System.Globalization;

namespace CdpStudio.Core.Tests.Rules;

/// <summary>All that a record holds, lists included, so that a writer which forgets a member is found out.</summary>
internal static class Anatomy
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        decimal number => (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(Of))}]",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool => value.ToString()!,
        _ => $"{value.GetType().Name}({string.Join(',', value.GetType().GetProperties().Select(p => $"{p.Name}:{Of(p.GetValue(value))}"))})",
    };
}
