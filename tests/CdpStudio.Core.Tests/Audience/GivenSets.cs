using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Tags, lists, consents and what else no fact says, from the rows that a test gives.</summary>
internal sealed class GivenSets(ReferenceTables tables) : IAudienceSets
{
    private readonly Dictionary<AudienceSetName, AudienceSet> _made = [];
    private readonly Dictionary<string, GivenAddresses> _addresses = [];

    public string? NameOf(AudienceSetName set) => set.ToString();

    public Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken)
    {
        if (!_made.TryGetValue(set, out var made)) _made[set] = made = Make(set);
        return Task.FromResult<AudienceSet?>(made);
    }

    private AudienceSet Make(AudienceSetName set) => set switch
    {
        AudienceSetName.Segment s => Memberships(GroupKind.Segment, s.Key),
        AudienceSetName.Tag s => Memberships(GroupKind.Tag, s.Key),
        AudienceSetName.List s => Memberships(GroupKind.List, s.Key),
        AudienceSetName.Consent s => Consents(s.Channel, s.Topic),
        AudienceSetName.Journey s => Standings(s.Key),
        _ => throw new System.Diagnostics.UnreachableException(set.GetType().Name),
    };

    private AudienceSet.Memberships Memberships(GroupKind kind, string key)
    {
        var stays = new List<AudienceStay>();
        foreach (var number in tables.Changes.Where(c => c.Kind == kind && StudioText.Key(c.Key) == StudioText.Key(key)).GroupBy(c => c.Profile))
        {
            long? from = null;
            foreach (var change in number.OrderBy(c => c.At))
            {
                if (change.Entered)
                {
                    from ??= change.At;
                }
                else if (from is { } began)
                {
                    stays.Add(new AudienceStay(number.Key, began, change.At));
                    from = null;
                }
            }

            if (from is { } lasting) stays.Add(new AudienceStay(number.Key, lasting, null));
        }

        return new AudienceSet.Memberships(stays);
    }

    private AudienceSet.Consents Consents(string channel, string? topic)
    {
        bool IsAbout(string otherChannel, string? otherTopic) =>
            StudioText.Key(otherChannel) == StudioText.Key(channel) && (otherTopic is null ? topic is null : topic is not null && StudioText.Key(otherTopic) == StudioText.Key(topic));

        if (!_addresses.TryGetValue(channel, out var addresses)) _addresses[channel] = addresses = new GivenAddresses(channel, tables.Unreachable);
        var people = tables.Consents.Where(c => IsAbout(c.Channel, c.Topic)).GroupBy(c => c.Profile).ToDictionary(g => g.Key, g => g.OrderBy(c => c.At).Last().State);
        var said = tables.AddressConsents.Where(c => IsAbout(c.Channel, c.Topic)).GroupBy(c => addresses.MarkOf(c.Address)).Where(g => g.Key != 0)
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.At).Last().State);
        return new AudienceSet.Consents
        {
            Subscribed = [.. people.Where(p => p.Value == ConsentState.Subscribed).Select(p => p.Key)],
            Unsubscribed = [.. people.Where(p => p.Value == ConsentState.Unsubscribed).Select(p => p.Key)],
            SubscribedAddresses = said.Where(a => a.Value == ConsentState.Subscribed).Select(a => a.Key).ToHashSet(),
            UnsubscribedAddresses = said.Where(a => a.Value == ConsentState.Unsubscribed).Select(a => a.Key).ToHashSet(),
            Addresses = addresses,
            UnknownIsReachable = tables.UnknownMayBeReached,
        };
    }

    private AudienceSet.Standings Standings(string key)
    {
        var rows = tables.Journeys.Select((row, place) => (Row: row, Place: place)).Where(r => StudioText.Key(r.Row.Key) == StudioText.Key(key));
        return new AudienceSet.Standings(
        [
            .. rows.GroupBy(r => r.Row.Profile).Select(g => new AudienceStanding(
                g.Key, g.Any(r => r.Row.State == JourneyState.Active) ? JourneyState.Active : g.Last().Row.State, g.Last().Place)),
        ]);
    }

    private sealed class GivenAddresses(string channel, IReadOnlyList<Identifier> unreachable) : AudienceAddresses
    {
        public override string? Attribute => channel == "email" ? "email" : null;

        public override ulong MarkOf(string text)
        {
            var key = StudioText.Key(text.Trim());
            return unreachable.Any(i => StudioText.Key(i.Value) == key) ? 0 : BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }
    }
}
