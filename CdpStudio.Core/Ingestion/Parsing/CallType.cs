using System.Diagnostics.CodeAnalysis;

namespace CdpStudio.Core.Ingestion.Parsing;

public enum CallType
{
    Identify = 1,
    Track,
    Page,
    Screen,
    Group,
    Alias,
}

public static class CallTypes
{
    private static readonly Dictionary<string, CallType> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["identify"] = CallType.Identify,
        ["track"] = CallType.Track,
        ["page"] = CallType.Page,
        ["screen"] = CallType.Screen,
        ["group"] = CallType.Group,
        ["alias"] = CallType.Alias,
    };

    /// <summary>By the names of the specification, in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out CallType type)
    {
        type = default;
        return name is not null && s_names.TryGetValue(name, out type);
    }
}
