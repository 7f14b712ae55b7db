using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>The audience as whoever looks may see it: numbers are everybody's, values and identifiers are masked as <see cref="SeenPeople"/> masks them.</summary>
public sealed class SeenAudience(IAudienceEngine engine, SeenPeople people, Masker masker, Sight sight) : IAudienceEngine
{
    public long Position => engine.Position;

    public string IdentityMark => engine.IdentityMark;

    public Task WaitAsync(long position, CancellationToken cancellationToken) => engine.WaitAsync(position, cancellationToken);

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => engine.CountAsync(query, cancellationToken);

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        engine.CountManyAsync(rules, asOf, cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) =>
        engine.MembersAsync(query, after, limit, cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) =>
        engine.MembersAmongAsync(query, profiles, cancellationToken);

    public async Task<AudienceMembers> ReadMembersAsync(AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken)
    {
        var members = await engine.ReadMembersAsync(query, fields, after, cancellationToken);
        return sight.IsClear ? members : members with { Members = members.Members.Select(m => Masked(m, fields)) };
    }

    public async Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken)
    {
        var members = await engine.SampleAsync(query, fields, size, seed, cancellationToken);
        return sight.IsClear ? members : [.. members.Select(m => Masked(m, fields))];
    }

    public async Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        await engine.ExplainAsync(query, profile, cancellationToken) is { } why ? people.Shown(why, query.Rule, profile) : null;

    public async Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        await engine.ForeseeAsync(query, profile, cancellationToken) is { } why ? people.Shown(why, query.Rule, profile) : null;

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken) => engine.CountNodesAsync(query, cancellationToken);

    public async Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken)
    {
        var breakdown = await engine.BreakDownAsync(query, by, limit, cancellationToken);
        if (sight.IsClear) return breakdown;

        var (isPersonal, nobody) = (IsPersonal(by), masker.Nobody());
        // What one person alone has may be a note about them.
        return breakdown with { Items = [.. breakdown.Items.Select(i => i with { Value = isPersonal || i.Count == 1 ? Mask.OfJson(i.Value) : nobody.Json(i.Value) })] };
    }

    /// <summary>Who was found by the engine itself.</summary>
    /// <param name="fields">What was read with each, in that order.</param>
    public AudienceMember Shown(AudienceMember member, IReadOnlyList<string> fields) => sight.IsClear ? member : Masked(member, fields);

    private AudienceMember Masked(AudienceMember member, IReadOnlyList<string> fields) => people.MaskOf(member.Id) is { } mask
        ? member with { Identifiers = [.. member.Identifiers.Select(mask.Of)], Fields = [.. member.Fields.Zip(fields, (json, name) => mask.Value(name, json))] }
        : member;

    private bool IsPersonal(BreakdownBy by) => by switch
    {
        BreakdownBy.Attribute attribute => masker.IsPersonal(attribute.Name),
        BreakdownBy.Property property => masker.IsPersonal(property.Events.Name, property.Path),
        _ => throw new UnreachableException(by.GetType().Name),
    };
}
