using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Tests.Journeys.Runtime;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class CampaignEffectsTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Of_PeopleOfAnImport_CountsWhatCampaignsSentThemSince()
    {
        var facts = new ToldFacts(_database, _database.Queue, _clock);
        await facts.HappensAsync("ann-phone", "Bought", hasMail: false);
        await facts.HasAsync("old", "plan", "1");
        var first = facts.Last + 1;
        await facts.HasAsync("ann", "plan", "1");
        await facts.HasAsync("ben", "plan", "1");
        var ranges = new[] { new FactRange(first, facts.Last) };
        await facts.HasAsync("later", "plan", "1");
        // She gets her mail under the number that was shown.
        await facts.SeenTogetherAsync(ToldFacts.User("ann"), ToldFacts.User("ann-phone"));
        await _database.SaveAsync(Campaign(1, "Before", -1), Campaign(2, "Since", 1), Campaign(3, "Draft", null), Campaign(4, "Others", 1));
        await _database.SaveAsync(
            Sent(1, 1, facts.NumberOf("ben")), Sent(2, 2, facts.NumberOf("ann-phone")), Sent(3, 2, facts.NumberOf("ben"), SendState.InDoubt),
            Sent(4, 2, facts.NumberOf("old")), Sent(5, 2, facts.NumberOf("later"), SendState.Planned), Sent(6, 4, facts.NumberOf("old")));
        var effects = new CampaignEffects(_database, facts, new IndexedProfileDirectory(facts.Index, facts, _clock));

        var lasting = Assert.Single(await effects.OfAsync(new BroughtFacts(7, ranges, _clock.Now), default));

        Assert.Equal((LastingKind.CampaignMails, "Since", 2L), (lasting.Kind, lasting.Name, lasting.Count));
        Assert.Empty(await effects.OfAsync(new BroughtFacts(7, [], _clock.Now), default));
    }

    private Campaign Campaign(int number, string name, int? startedAfterHours) => new()
    {
        Id = CampaignId.New(_clock.Now), Number = new CampaignNumber(number), Name = name, State = CampaignState.Finished, Content = "{}", Audience = "{}", Version = 1,
        StartedAt = startedAfterHours is { } hours ? _clock.Now.AddHours(hours) : null, Owner = "linh", CreatedAt = _clock.Now, ChangedAt = _clock.Now, ChangedBy = "linh",
    };

    private static Send Sent(long id, int campaign, ProfileId profile, SendState state = SendState.Sent) => new()
    {
        Id = id, Owner = SendOwner.Campaign, OwnerId = campaign, Visit = 0, Profile = profile, State = state, DueAt = 0, ChangedAt = 0,
    };
}
