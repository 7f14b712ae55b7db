using System.Globalization;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>The demo's campaign: sent while the demo comes in, to everybody of one of its segments. The mail stays in the trap.</summary>
internal sealed class DemoCampaign(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    CreateCampaignHandler create,
    ScheduleCampaignHandler schedule,
    StartCampaignHandler start,
    ResumeCampaignHandler resume,
    TakeBackCampaignHandler takeBack,
    CancelCampaignHandler cancel,
    TimeProvider clock)
{
    private const string By = DemoSegments.By;
    private const string Name = "First flush has arrived";
    private const int ReadersSegment = 2;
    private const int SendsPerWrite = 200;

    private static readonly DateTimeOffset s_numbersFrom = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Key(CampaignId id) => id.Value.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>Somebody wrote on it, stopped it or sent it again.</summary>
    public static bool IsChanged(Campaign campaign) => campaign.Version > 1 || campaign.ChangedBy != By;

    public static IQueryable<Campaign> Of(StudioDbContext db, DemoMade made)
    {
        var numbers = made.Campaigns.Select(n => new CampaignNumber(n)).ToList();
        return db.Campaigns.AsNoTracking().Where(c => numbers.Contains(c.Number));
    }

    /// <returns>Why it could not be sent; null when it was, or when somebody took it into their hands.</returns>
    public async Task<string?> MakeAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        var (number, segment) = await NumberAsync(load, cancellationToken);
        // One under a number that was written down is ours, from before the process died.
        if (await FindAsync(number, cancellationToken) is null)
        {
            var created = await create.HandleAsync(new CreateCampaign(Name, s_content, new CampaignAudience(segment, []), By, number), cancellationToken);
            if (created is not CreateCampaignResult.Created) throw new InvalidOperationException($"The demo's campaign was refused: {created}.");
        }

        string? why = null;
        await clock.UntilAsync(
            async token =>
            {
                if (await FindAsync(number, token) is not { } campaign || IsChanged(campaign) || IsEnded(campaign)) return true;

                why = await PushAsync(campaign, token);
                return why is not null;
            },
            cancellationToken);
        return why;
    }

    /// <summary>Those that would stay, because somebody changed them.</summary>
    public async Task<IReadOnlyList<KeptByPeople>> KeptAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var made = await Of(db, DemoMade.Read(load.Made)).ToListAsync(cancellationToken);
        return [.. made.Where(IsChanged).Select(c => new KeptByPeople(KeptKind.Campaign, Key(c.Id), c.Name, []))];
    }

    /// <returns>Keys of what stayed.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        var kept = (await KeptAsync(load, cancellationToken)).Select(k => k.Key).ToList();
        foreach (var number in DemoMade.Read(load.Made).Campaigns.Select(n => new CampaignNumber(n)))
        {
            if (await FindAsync(number, cancellationToken) is not { } campaign || kept.Contains(Key(campaign.Id))) continue;

            await StopAsync(number, cancellationToken);
            while (await RemoveSendsAsync(number, cancellationToken) > 0)
            {
            }

            await queue.WriteAsync(
                WritePriority.Background, (db, token) => db.Campaigns.Where(c => c.Number == number).ExecuteDeleteAsync(token), cancellationToken);
        }

        return kept;
    }

    private static bool IsEnded(Campaign campaign) =>
        campaign.State == CampaignState.Finished || (campaign.State == CampaignState.Cancelled && campaign.FinishedAt is not null);

    /// <summary>One step towards its end, from wherever a process that died left it.</summary>
    private async Task<string?> PushAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        switch (campaign.State)
        {
            case CampaignState.Draft:
                var scheduled = await schedule.HandleAsync(new ScheduleCampaign(campaign.Id, campaign.Version, At: null, By), cancellationToken);
                return scheduled is ScheduleCampaignResult.Refused refused ? string.Join(", ", refused.Obstacles.Select(o => o.GetType().Name)) : null;
            case CampaignState.Scheduled when campaign.SendAt > clock.GetUtcNow():
                await start.HandleAsync(new StartCampaign(campaign.Id, By), cancellationToken);
                return null;
            case CampaignState.Paused when campaign.PauseReason != PauseReasons.Late:
                return campaign.PauseReason;
            case CampaignState.Paused:
                await resume.HandleAsync(new ResumeCampaign(campaign.Id, By), cancellationToken);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Nothing more of it leaves.</summary>
    private Task StopAsync(CampaignNumber number, CancellationToken cancellationToken) => clock.UntilAsync(
        async token =>
        {
            if (await FindAsync(number, token) is not { } campaign || campaign.State == CampaignState.Draft || IsEnded(campaign)) return true;

            if (campaign.State == CampaignState.Scheduled) await takeBack.HandleAsync(new TakeBackCampaign(campaign.Id, By), token);
            else await cancel.HandleAsync(new CancelCampaign(campaign.Id, By), token);
            return false;
        },
        cancellationToken);

    private Task<int> RemoveSendsAsync(CampaignNumber number, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            var owner = (long)number.Value;
            var sends = await db.Sends.Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner)
                .OrderBy(s => s.Id).Select(s => s.Id).Take(SendsPerWrite).ToListAsync(token);
            await db.TrappedMails.Where(m => m.Send != null && sends.Contains(m.Send.Value)).ExecuteDeleteAsync(token);
            return await db.Sends.Where(s => sends.Contains(s.Id)).ExecuteDeleteAsync(token);
        },
        cancellationToken);

    private async Task<Campaign?> FindAsync(CampaignNumber number, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
    }

    /// <summary>A number that no other load has had, written down before it is used.</summary>
    private Task<(CampaignNumber Number, SegmentKey Segment)> NumberAsync(DemoLoad load, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            var row = await db.DemoLoads.SingleAsync(token);
            var made = DemoMade.Read(row.Made);
            if (made.Campaigns.Count == 0)
            {
                made = made with { Campaigns = [-(int)(load.LoadedAt - s_numbersFrom).TotalSeconds] };
                row.Made = made.Write();
            }

            return SegmentKey.TryParse(made.Segments[ReadersSegment], out var segment)
                ? (new CampaignNumber(made.Campaigns[0]), segment)
                : throw new InvalidOperationException("A segment's key that was written down can't be read.");
        },
        cancellationToken);

    private static readonly MessageContent s_content = MessageContent.Empty with
    {
        Subject = "{{firstName|Hello}}, the first flush is here",
        Preheader = "Picked in spring, on our shelves since this morning.",
        Heading = "The first flush has arrived",
        Text = "Picked in spring, light in the cup, and gone before summer.\n\nAs a reader of our newsletter you hear of it a week before everybody else.",
        Button = new MessageButton("Taste it first", $"https://shop.{InventedMailboxes.Domain}/first-flush"),
        Footer = "You get this because you read our newsletter.",
    };
}
