using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.DemoData;

public sealed class DemoCampaignTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Load_EmptyWorkspace_HasACampaignThatWentToEverybodyOfItsSegmentIntoTheTrap()
    {
        await using var host = await DemoHost.StartAsync(_database);

        await host.LoadAsync();

        await AssertIsSentAsync(host);
    }

    [Fact]
    public async Task Load_StoppedWhileItsCampaignIsOnItsWay_SendsItOnceToEverybody()
    {
        await using (var host = await DemoHost.StartAsync(_database))
        {
            await host.Get<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default);
            await host.UntilAsync(async () =>
            {
                await using var db = host.Db();
                return await db.Campaigns.AnyAsync();
            });
        }

        await using (var db = _database.CreateDbContext()) Assert.Equal(DemoState.Loading, (await db.DemoLoads.SingleAsync()).State);

        await using var again = await DemoHost.StartAsync(_database);
        await again.UntilAsync(DemoState.Loaded);

        await AssertIsSentAsync(again);
    }

    [Fact]
    public async Task Remove_WhileTheCampaignIsOnItsWay_LeavesNothingOfIt()
    {
        await using var host = await DemoHost.StartAsync(_database);
        var before = await host.DescribeAsync();
        await host.Get<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default);
        await host.UntilAsync(async () =>
        {
            await using var db = host.Db();
            return await db.Campaigns.AnyAsync();
        });

        await host.RemoveAsync();

        await host.UntilDescribedAsync(before);
    }

    [Fact]
    public async Task Remove_CampaignThatSomebodyTookIntoTheirHands_StaysWithItsMailAndIsNamedBefore()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        await _database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive, (db, token) => db.Campaigns.ExecuteUpdateAsync(s => s.SetProperty(c => c.ChangedBy, "ann"), token), default);

        var kept = Assert.Single(await host.Get<DemoPreview>().KeptAsync(default));
        await host.RemoveAsync();

        Assert.Equal((KeptKind.Campaign, "First flush has arrived"), (kept.Kind, kept.Name));
        await using var db = host.Db();
        var campaign = Assert.Single(db.Campaigns);
        var sends = await SendsAsync(db, campaign);
        Assert.NotEmpty(sends);
        Assert.Equal(sends.Count, await db.TrappedMails.CountAsync());
    }

    [Fact]
    public async Task Create_AfterTheDemoWentAndCameAgain_HasANumberThatNoneOfItsCampaignsHad()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        var first = await NumberAsync(host);
        await host.RemoveAsync();
        await host.LoadAsync();

        var created = await host.Get<CreateCampaignHandler>().HandleAsync(
            new CreateCampaign("Mine", MessageContent.Empty, CampaignAudience.Nobody, "ann"), default);

        await using var db = host.Db();
        var id = Assert.IsType<CreateCampaignResult.Created>(created).Id;
        Assert.Equal(1, (await db.Campaigns.SingleAsync(c => c.Id == id)).Number.Value);
        Assert.NotEqual(first, (await db.Campaigns.SingleAsync(c => c.Id != id)).Number);
    }

    public void Dispose() => _database.Dispose();

    private static async Task AssertIsSentAsync(DemoHost host)
    {
        await using var db = host.Db();
        var campaign = Assert.Single(db.Campaigns);
        Assert.Equal(CampaignState.Finished, campaign.State);
        var readers = await host.Engine.MembersAsync(
            new AudienceQuery(SavedRule.Read("""{"segment":"newsletter-readers-in-vietnam"}""")!), null, int.MaxValue, default);
        var sends = await SendsAsync(db, campaign);
        Assert.NotEmpty(readers);
        Assert.Equal(readers.Select(r => r.Value).Order(), sends.Select(s => s.Profile.Value).Order());
        Assert.All(sends, s => Assert.Equal(SendState.Sent, s.State));
        var ids = sends.Select(s => (long?)s.Id).ToList();
        Assert.Equal(sends.Count, await db.TrappedMails.CountAsync(m => ids.Contains(m.Send)));
    }

    private static Task<List<Send>> SendsAsync(Core.Persistence.StudioDbContext db, Campaign campaign)
    {
        var owner = (long)campaign.Number.Value;
        return db.Sends.AsNoTracking().Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner).ToListAsync();
    }

    private static async Task<CampaignNumber> NumberAsync(DemoHost host)
    {
        await using var db = host.Db();
        return (await db.Campaigns.SingleAsync()).Number;
    }
}
