using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Memberships, consents and standings of the people of one data set, under any of their numbers.</summary>
internal sealed class RandomTables(Dice dice, RandomTimes times, IReadOnlyList<Fact> facts)
{
    private readonly IReadOnlyList<ProfileId> _numbers = [.. facts.SelectMany(ReferenceFacts.About).Distinct().Order()];

    private readonly IReadOnlyList<Identifier> _identifiers =
        [.. facts.OfType<Fact.Event>().SelectMany(e => e.Identifiers).Concat(facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A.Identifier, e.B.Identifier })).Distinct()];

    public static IReadOnlyList<string> Tags { get; } = ["vip", "B2B"];

    public static IReadOnlyList<string> Lists { get; } = ["fair"];

    public static IReadOnlyList<string> Segments { get; } = ["s1", "s2", "s3"];

    public static IReadOnlyList<string> Journeys { get; } = ["welcome", "win-back"];

    public static IReadOnlyList<string> Channels { get; } = ["email", "sms", "push"];

    public static IReadOnlyList<string> Topics { get; } = ["newsletter", "offers"];

    public ReferenceTables Draw() => new()
    {
        Changes = [.. Keys().SelectMany(k => Changes(k.Kind, k.Key))],
        Consents = [.. Some(150).Select(n => new ConsentChange(n, Channel(), Topic(), State(), times.Draw()))],
        AddressConsents = [.. Addresses(IdentifierNamespace.Email, 40).Select(a => new AddressConsent(a, "email", Topic(), State(), times.Draw()))],
        Journeys = [.. Some(150).Select(n => new JourneyStanding(dice.Pick(Journeys), n, dice.Pick(JourneyState.Active, JourneyState.Completed, JourneyState.Exited)))],
        Unreachable = [.. _identifiers.Where(i => i.Namespace is IdentifierNamespace.Email or IdentifierNamespace.Phone or IdentifierNamespace.DeviceId && dice.Chance(15))],
        UnknownMayBeReached = dice.Chance(70),
    };

    private static IEnumerable<(GroupKind Kind, string Key)> Keys() =>
        Segments.Select(k => (GroupKind.Segment, k)).Concat(Tags.Select(k => (GroupKind.Tag, k))).Concat(Lists.Select(k => (GroupKind.List, k)));

    /// <summary>In and out by turns, now and then at one moment; the newest may lie ahead of now.</summary>
    private IEnumerable<MembershipChange> Changes(GroupKind kind, string key)
    {
        foreach (var number in Some(dice.Number(10, 120)).Distinct().ToList())
        {
            var moments = Enumerable.Range(0, dice.Number(1, 6)).Select(_ => times.Draw()).Order().ToList();
            for (var i = 0; i < moments.Count; i++) yield return new MembershipChange(kind, key, number, moments[i], i % 2 == 0);
        }
    }

    private IEnumerable<ProfileId> Some(int percent) =>
        Enumerable.Range(0, _numbers.Count * percent / 100).Select(_ => dice.Pick(_numbers));

    private IEnumerable<string> Addresses(string identifierNamespace, int percent) =>
        _identifiers.Where(i => i.Namespace == identifierNamespace && dice.Chance(percent)).Select(i => i.Value);

    private string Channel() => dice.Pick(Channels);

    private string? Topic() => dice.Chance(40) ? dice.Pick(Topics) : null;

    private ConsentState State() => dice.Pick(ConsentState.Subscribed, ConsentState.Unsubscribed);
}
