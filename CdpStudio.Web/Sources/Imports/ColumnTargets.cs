namespace CdpStudio.Web.Sources.Imports;

/// <summary>A mapping's targets and types as the choices of lists.</summary>
internal static class ColumnTargets
{
    private const string AnyIdentifier = "identifier";

    /// <summary>The last one stands for namespaces of the workspace's own.</summary>
    public static IReadOnlyList<string> Identifiers { get; } =
        ["identifier:user_id", "identifier:email", "identifier:phone", "identifier:anonymous_id", "identifier:device_id", AnyIdentifier];

    public static IReadOnlyList<string> Types { get; } = ["text", "number", "boolean", "datetime", "list"];

    /// <summary>Culture, and the key of its example.</summary>
    public static IReadOnlyList<(string Culture, string Key)> Numbers { get; } = [("", "plain"), ("de-DE", "de"), ("en-US", "en"), ("fr-FR", "fr"), ("de-CH", "ch"), ("fa-IR", "fa")];

    /// <summary>Culture, and the key of its name.</summary>
    public static IReadOnlyList<(string Culture, string Key)> Calendars { get; } = [("", "gregorian"), ("fa-IR", "persian")];

    /// <summary>ISO dates, which no format means, are Gregorian.</summary>
    public static string? DateFormat(string? format, string? culture) => format ?? (culture is null ? null : "yyyy/M/d");

    /// <summary>Which entry of the list a target is; empty for none.</summary>
    public static string KindOf(string? to)
    {
        if (to is null || Identifiers.Contains(to)) return to ?? "";

        return to[..to.IndexOf(':', StringComparison.Ordinal)];
    }

    public static string NameOf(string? to) => to is null ? "" : to[(to.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>A column's name in the form that namespaces have.</summary>
    public static string NamespaceFrom(string column)
    {
        var name = string.Concat(column.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        return name.Length == 0 ? "card" : name[..Math.Min(name.Length, 64)];
    }
}
