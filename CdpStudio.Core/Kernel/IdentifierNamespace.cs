using System.Diagnostics.CodeAnalysis;

namespace CdpStudio.Core.Kernel;

/// <summary>The namespaces that exist from the start. A workspace adds its own, so a namespace is text everywhere else.</summary>
public static class IdentifierNamespace
{
    public const string UserId = "user_id";
    public const string AnonymousId = "anonymous_id";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string DeviceId = "device_id";

    /// <summary>Those that every workspace has, in the order in which they lead a message.</summary>
    public static IReadOnlyList<string> FromTheStart { get; } = [UserId, AnonymousId, DeviceId, Email, Phone];
}

/// <summary>One identifier as a message carried it: a namespace and a value that is not blank.</summary>
public sealed record Identifier(string Namespace, string Value)
{
    /// <summary>Reads <c>NAMESPACE:VALUE</c>, as people and programs write an identifier; the value may have colons of its own.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Identifier? identifier)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        identifier = colon > 0 && !StudioText.IsBlank(text![(colon + 1)..]) ? new Identifier(text[..colon], text[(colon + 1)..]) : null; // found in it
        return identifier is not null;
    }
}
