using System.Text.Json.Nodes;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.IdentityResolution;

namespace CdpStudio.Core.Tests.Ingestion;

/// <summary>Profiles derived from facts in the plainest way, to look at what ingestion leaves.</summary>
internal sealed class Profiles
{
    private readonly IdentityGraph _graph = new();
    private readonly IReadOnlyList<Fact> _facts;

    public Profiles(IReadOnlyList<Fact> facts)
    {
        var cancellations = facts.OfType<Fact.Cancellation>().ToList();
        _facts = [.. facts.Where(f => f is not Fact.Cancellation && !cancellations.Any(c => f.Number >= c.First && f.Number <= c.Last))];
        foreach (var fact in _facts) _graph.Apply(fact);
    }

    public int Count => _graph.Profiles;

    public ProfileId? Find(string @namespace, string value) => _graph.TryFind(@namespace, value, out var node) ? _graph.ComponentOf(node) : null;

    public IReadOnlyList<string> Identifiers(ProfileId profile) =>
        [.. _graph.MembersOf(profile).Select(_graph.IdentifierOf).Select(i => $"{i.Namespace}:{i.Value}").Order(StringComparer.Ordinal)];

    public IReadOnlyList<Fact.Event> Events(ProfileId profile) =>
        [.. _facts.OfType<Fact.Event>().Where(e => _graph.ComponentOf(e.Profile) == profile).OrderBy(e => e.Timestamp).ThenBy(e => e.Number)];

    /// <summary>Values as JSON text, those that were cleared left out.</summary>
    public IReadOnlyDictionary<string, string> Attributes(ProfileId profile)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var said = _facts.OfType<Fact.Assertion>().Where(a => _graph.ComponentOf(a.Profile) == profile);
        foreach (var assertion in said.OrderBy(a => a.ValidFrom).ThenBy(a => a.Number))
        {
            if (assertion.Value is { } value)
            {
                values[assertion.Name] = value;
                continue;
            }

            foreach (var gone in values.Keys.Where(k => IsOrBelow(k, assertion.Name)).ToList()) values.Remove(gone);
        }

        return values;
    }

    public string? Text(ProfileId profile, string attribute) =>
        Attributes(profile).TryGetValue(attribute, out var value) ? JsonNode.Parse(value)!.ToString() : null;

    /// <summary>All profiles with an identifier that begins with the prefix, without it: comparable whatever numbers they have.</summary>
    public string Describe(string prefix)
    {
        var people = _facts.OfType<Fact.Edge>()
            .Where(e => e.A.Identifier.Value.StartsWith(prefix, StringComparison.Ordinal))
            .Select(e => _graph.ComponentOf(e.A.Profile))
            .Distinct();
        return string.Join('\n', people.Select(Describe).Order(StringComparer.Ordinal)).Replace(prefix, "", StringComparison.OrdinalIgnoreCase);
    }

    // Identifiers and addresses are shown as first seen, so their case is the one thing that arrival decides.
    private string Describe(ProfileId profile) => string.Join(
        ' ',
        Identifiers(profile).Select(i => i.ToUpperInvariant()).Order(StringComparer.Ordinal)
            .Concat(Attributes(profile).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))
            .Concat(Events(profile).Select(e => $"{e.Name}@{e.Timestamp}{e.Properties}")));

    private static bool IsOrBelow(string name, string parent) =>
        name.Equals(parent, StringComparison.OrdinalIgnoreCase) || name.StartsWith(parent + ".", StringComparison.OrdinalIgnoreCase);
}
