using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>What people call a profile: a name if there is one, else the identifier that says most.</summary>
public static class ProfileName
{
    /// <summary>Attributes that a name is made of, for lists that fetch only what they show.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "firstName", "lastName"];

    public static string Of(ProfileRecord profile) => Of(
        profile.Identifiers,
        [.. Fields.Select(f => profile.Attributes.FirstOrDefault(a => StudioText.Key(a.Name) == StudioText.Key(f))?.Value)]);

    /// <param name="fields">JSON text of <see cref="Fields"/>, in their order; null where missing.</param>
    public static string Of(IReadOnlyList<Identifier> identifiers, IReadOnlyList<string?> fields)
    {
        var whole = Plain(fields[0]);
        if (whole.Length > 0) return whole;

        var parts = $"{Plain(fields[1])} {Plain(fields[2])}".Trim();
        return parts.Length > 0 ? parts : SpeakingIdentifier.Of(identifiers).Value;
    }

    private static string Plain(string? json)
    {
        if (json is null) return "";
        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString()!.Trim() : value.RootElement.GetRawText();
    }
}
