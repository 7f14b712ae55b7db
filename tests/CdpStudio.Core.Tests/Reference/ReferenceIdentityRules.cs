using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>What a workspace set, in the plainest form.</summary>
internal sealed record ReferenceIdentityRules
{
    public string[] Priority { get; init; } =
    [
        IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId, IdentifierNamespace.DeviceId, IdentifierNamespace.Email, IdentifierNamespace.Phone,
    ];

    /// <summary>Besides that of user ids.</summary>
    public IReadOnlyList<(string Namespace, int Most, int? Days)> Limits { get; init; } = [];

    public IReadOnlyList<string> Shared { get; init; } = [];

    public IReadOnlyList<Identifier> Blocked { get; init; } = [];

    /// <summary>Identifiers that the rules call one value, each with what they have in common.</summary>
    public IReadOnlyDictionary<Identifier, string> OneValue { get; init; } = new Dictionary<Identifier, string>();

    public int MostEdges { get; init; } = 10_000;

    /// <summary>However the value is written.</summary>
    public bool IsBlocked(Identifier identifier) => Blocked.Any(b =>
        b == identifier || (OneValue.TryGetValue(b, out var value) && value == OneValue.GetValueOrDefault(identifier)));

    public bool LeavesOut(Fact.Edge edge) =>
        IsBlocked(edge.A.Identifier) || IsBlocked(edge.B.Identifier)
        || (edge.Kind == EdgeKind.Seen && (Shared.Contains(edge.A.Identifier.Namespace) || Shared.Contains(edge.B.Identifier.Namespace)));
}
