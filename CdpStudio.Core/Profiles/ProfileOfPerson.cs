using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>The profile as its page shows it: one item.</summary>
internal sealed class ProfileOfPerson(IProfileDirectory directory, FirstSightings sightings) : IPersonalData
{
    public string Part => PersonalPart.Profile;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (directory.Read(person.Shown) is not { } profile) yield break;

        var first = await sightings.OfAsync(person, cancellationToken);

        yield return new JsonObject
        {
            ["id"] = profile.Id.Value,
            ["numbers"] = new JsonArray([.. person.Numbers.Select(n => (JsonNode)n.Value)]),
            ["firstSeen"] = PersonalJson.Moment(profile.FirstSeen),
            ["lastSeen"] = PersonalJson.Moment(profile.LastSeen),
            ["events"] = profile.Events,
            ["identifiers"] = new JsonArray([.. profile.Identifiers.Select(i => (JsonNode)Of(i, first))]),
            ["attributes"] = new JsonArray([.. profile.Attributes.Select(a => (JsonNode)Of(a))]),
        };
    }

    /// <summary>It is made of the facts, and the engine that makes it has forgotten them.</summary>
    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => Task.FromResult(0L);

    private JsonObject Of(Identifier identifier, IReadOnlyDictionary<ProfileId, Fact.Edge> first)
    {
        var item = new JsonObject { ["namespace"] = identifier.Namespace, ["value"] = identifier.Value };
        if (directory.NumberOf(identifier) is not { } number || !first.TryGetValue(number, out var sighting)) return item;

        item["number"] = number.Value;
        item["firstSeen"] = PersonalJson.Moment(sighting.Timestamp);
        item["source"] = sighting.Source.Value;
        return item;
    }

    private static JsonObject Of(AttributeAssertion said) => new()
    {
        ["name"] = said.Name,
        ["value"] = PersonalJson.Stored(said.Value),
        ["type"] = PersonalJson.Name(said.Type),
        ["validFrom"] = PersonalJson.Moment(said.ValidFrom),
        ["source"] = said.Source.Value,
    };
}
