using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Journeys;

public sealed class JourneyEffectsTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Of_EventsThatLetPeopleIn_CountsTheirMailsAndWhoIsStillInside()
    {
        await _database.SaveAsync(Journey(1, "welcome"), Journey(2, "other"));
        await _database.SaveAsync(
            Run(1, journey: 1, profile: 1, reason: 5, JourneyRunState.Completed), Run(2, 1, 2, 7, JourneyRunState.Active),
            // By a segment's generation, and by others' events.
            Run(3, 1, 3, -5, JourneyRunState.Active), Run(4, 2, 4, 99, JourneyRunState.Active),
            // By a segment that this import brought somebody into, and another one's.
            Run(5, 2, 5, -3, JourneyRunState.Completed, broughtBy: 7), Run(6, 2, 6, -3, JourneyRunState.Active, broughtBy: 8));
        await _database.SaveAsync(
            Sent(1, SendOwner.JourneyStep, owner: 1, SendState.Sent), Sent(2, SendOwner.JourneyStep, 2, SendState.InDoubt),
            Sent(3, SendOwner.JourneyStep, 2, SendState.Planned, visit: 2), Sent(4, SendOwner.JourneyStep, 4, SendState.Sent), Sent(5, SendOwner.Campaign, 1, SendState.Sent),
            Sent(6, SendOwner.JourneyStep, 5, SendState.Sent), Sent(7, SendOwner.JourneyStep, 6, SendState.Sent));

        var lasting = await OfAsync(7, new FactRange(4, 6), new FactRange(7, 8));

        Assert.Equal(
            [
                new LastingEffect(LastingKind.Mails, "other", "other", 1), new LastingEffect(LastingKind.Mails, "welcome", "welcome", 2),
                new LastingEffect(LastingKind.PeopleInJourney, "welcome", "welcome", 1),
            ],
            lasting);
        Assert.Empty(await OfAsync(9, new FactRange(20, 30)));
        Assert.Empty(await OfAsync(9));
    }

    private Task<IReadOnlyList<LastingEffect>> OfAsync(int run, params FactRange[] ranges) =>
        new JourneyEffects(_database).OfAsync(new BroughtFacts(run, ranges, DateTimeOffset.UnixEpoch), default);

    private static Journey Journey(int number, string name) => new()
    {
        Id = JourneyId.New(DateTimeOffset.UnixEpoch), Number = new JourneyNumber(number), Key = name, Name = name, State = JourneyState.Live,
        Draft = "{}", DraftVersion = 1, Owner = "linh", CreatedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch, ChangedBy = "linh",
    };

    private static JourneyRun Run(long id, int journey, long profile, long reason, JourneyRunState state, int broughtBy = 0) => new()
    {
        Id = id, Journey = new JourneyNumber(journey), Version = 1, Profile = new ProfileId(profile), Entry = 1, EntryReason = reason, BroughtBy = broughtBy, State = state,
        Step = "a", Visit = 1, EnteredAt = 0, ChangedAt = 0,
    };

    private static Send Sent(long id, SendOwner kind, long owner, SendState state, int visit = 1) => new()
    {
        Id = id, Owner = kind, OwnerId = owner, Visit = visit, Profile = new ProfileId(id), State = state, DueAt = 0, ChangedAt = 0,
    };
}
