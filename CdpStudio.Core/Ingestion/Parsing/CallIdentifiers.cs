using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>Identifiers as calls carry them.</summary>
internal static class CallIdentifiers
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 400;

    /// <summary>
    /// Reads a member such as <c>userId</c>, without white space around it. Numbers count as their plain digits: many clients send
    /// database keys.
    /// </summary>
    /// <param name="id">Null when the member is absent, null or blank.</param>
    /// <returns>Null, or why the message can't be taken.</returns>
    public static Refusal? Read(JsonElement call, string member, out string? id)
    {
        id = null;
        if (!call.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null) return null;

        id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => StudioNumber.PlainDigits(value.GetRawText()),
            _ => null,
        };
        if (id is null) return new Refusal(RefusalReason.BadIdentifier, $"'{member}' must be text or a number.", member);
        if (id.Length > MaxLength) return new Refusal(RefusalReason.BadIdentifier, $"'{member}' is longer than {MaxLength} characters.", member);
        if (id.Contains('\0', StringComparison.Ordinal)) return new Refusal(RefusalReason.BadIdentifier, $"'{member}' holds a NUL character.", member);

        id = StudioText.IsBlank(id) ? null : id.Trim();
        return null;
    }

    /// <summary>The traits <c>email</c> and <c>phone</c>, in any case, where their values can identify somebody.</summary>
    public static void AddFromTraits(JsonElement traits, List<Identifier> identifiers)
    {
        foreach (var name in (ReadOnlySpan<string>)[IdentifierNamespace.Email, IdentifierNamespace.Phone])
        {
            foreach (var trait in traits.EnumerateObject())
            {
                if (!trait.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || !IsUsable(name, trait.Value, out var value)) continue;

                identifiers.Add(new Identifier(name, value));
                break;
            }
        }
    }

    private static bool IsUsable(string @namespace, JsonElement trait, [NotNullWhen(true)] out string? value)
    {
        value = trait.ValueKind switch
        {
            JsonValueKind.String => trait.GetString(),
            JsonValueKind.Number when @namespace == IdentifierNamespace.Phone => StudioNumber.PlainDigits(trait.GetRawText()),
            _ => null,
        };
        return value is { Length: <= MaxLength } && IdentifierKey.CanIdentify(@namespace, value);
    }
}
