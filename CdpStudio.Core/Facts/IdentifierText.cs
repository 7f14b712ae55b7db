using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>An event's identifiers as stored: a flat JSON array of namespace, value, namespace, value ...</summary>
internal static class IdentifierText
{
    private static readonly string[] s_namespaces =
    [
        IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId, IdentifierNamespace.Email, IdentifierNamespace.Phone,
        IdentifierNamespace.DeviceId,
    ];

    public static string Write(IReadOnlyList<Identifier> identifiers) =>
        JsonSerializer.Serialize(identifiers.SelectMany(i => new[] { i.Namespace, i.Value }));

    public static IReadOnlyList<Identifier> Read(string text)
    {
        var parts = JsonSerializer.Deserialize<string[]>(text)!;
        var identifiers = new Identifier[parts.Length / 2];
        for (var i = 0; i < identifiers.Length; i++) identifiers[i] = new Identifier(Intern(parts[2 * i]), parts[(2 * i) + 1]);

        return identifiers;
    }

    /// <summary>One text per well-known namespace instead of one per stored row.</summary>
    public static string Intern(string name)
    {
        foreach (var known in s_namespaces)
        {
            if (known == name) return known;
        }

        return name;
    }
}
