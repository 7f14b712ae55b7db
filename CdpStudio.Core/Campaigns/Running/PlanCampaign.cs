using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns.Running;

/// <summary>
/// Freezes a campaign's audience: a row of the ledger for everybody, some hundred in each transaction. Killed at any moment it goes on
/// behind the last row with the people of the moment at which it began. The last transaction lets the mail leave.
/// </summary>
internal sealed class PlanCampaign(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    SegmentRules segments,
    IAudienceEngine engine,
    SendPlanner planner,
    CampaignChanges changes,
    TimeProvider clock) : IJob
{
    public const string Kind = "campaign";

    public static JobRequest RequestFor(CampaignNumber campaign, string name) => new(Kind, new Arguments(campaign.Value), name);

    /// <summary>Whether a run for the campaign waits or is at work.</summary>
    public static async Task<bool> IsActiveAsync(StudioDbContext db, CampaignNumber campaign, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(campaign.Value).Write();
        return await db.JobRuns.AnyAsync(
            r => r.Kind == Kind && r.Arguments == arguments && (r.State == JobState.Queued || r.State == JobState.Running), cancellationToken);
    }

    /// <summary>Why the newest run for the campaign failed; null when it did not.</summary>
    public static Task<string?> ErrorAsync(StudioDbContext db, CampaignNumber campaign, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(campaign.Value).Write();
        return db.JobRuns.Where(r => r.Kind == Kind && r.Arguments == arguments)
            .OrderByDescending(r => r.CreatedAt).Select(r => r.Error).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var campaign = new CampaignNumber(Arguments.Read(run.Arguments!).Campaign); // it is queued with them
        var (frozen, members) = await FreezeAsync(run, campaign, cancellationToken);
        if (frozen is null) return;

        await run.AdvanceAsync(new JobProgress(0, members.Count, frozen.Write()), cancellationToken);
        var mail = await AboutAsync(campaign, cancellationToken);
        var last = await LastAsync(campaign, cancellationToken);
        var left = members.SkipWhile(m => m <= last).ToList();
        var done = members.Count - left.Count;
        foreach (var chunk in left.Chunk(SendPlanner.MostAtOnce))
        {
            done += chunk.Length;
            if (!await PlanAsync(run, campaign, frozen, mail, chunk, done, cancellationToken)) return;

            Failpoints.Hit("campaign.planned_chunk");
            run.Announce();
        }

        Failpoints.Hit("campaign.planned");
        await ReleaseAsync(run, campaign, done, cancellationToken);
        changes.Publish(campaign);
    }

    /// <returns>Null when the campaign is not to be planned (any more).</returns>
    /// <exception cref="JobFailedException">Nobody knows who is in the audience.</exception>
    private async Task<(FrozenAudience? Frozen, IReadOnlyList<ProfileId> Members)> FreezeAsync(
        JobContext run, CampaignNumber number, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var campaign = await Plannable(db, number).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (campaign is null) return (null, []);

        var begun = FrozenAudience.Read(run.Checkpoint ?? await EarlierCheckpointAsync(db, run, cancellationToken));
        try
        {
            if (begun is not null) return (begun, await engine.MembersAsync(begun.Query(engine.Position), after: null, int.MaxValue, cancellationToken));
            // A job that goes on at a start may be before what keeps them in memory, and another node may have saved one a moment ago.
            await segments.LoadAsync(cancellationToken);
            if (CampaignRule.Of(CampaignAudienceJson.Read(campaign.Audience), segments) is not CampaignRule.Ready ready)
                throw new JobFailedException(PauseReasons.NoAudience);

            // Members and the state they come from in one answer: facts keep coming.
            var members = await engine.ReadMembersAsync(new AudienceQuery(ready.Rule), fields: [], after: null, cancellationToken);
            return (FrozenAudience.Of(ready, members.Count), [.. members.Members.Select(m => m.Id)]);
        }
        catch (Exception e) when (e is UnknownSetException or RuleNotYetException)
        {
            throw new JobFailedException(PauseReasons.NoAudience, e);
        }
    }

    // A run that failed or that somebody stopped has begun: its successor goes on with its people.
    private static Task<string?> EarlierCheckpointAsync(StudioDbContext db, JobContext run, CancellationToken cancellationToken) => db.JobRuns.AsNoTracking()
        .Where(r => r.Kind == Kind && r.Arguments == run.Arguments && r.Checkpoint != null)
        .OrderByDescending(r => r.CreatedAt)
        .Select(r => r.Checkpoint)
        .FirstOrDefaultAsync(cancellationToken);

    // What is planned is not changed any more.
    private async Task<ConsentPlace> AboutAsync(CampaignNumber campaign, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return MessageContentJson.Read(await db.Campaigns.Where(c => c.Number == campaign).Select(c => c.Content).SingleAsync(cancellationToken)).About;
    }

    private async Task<ProfileId> LastAsync(CampaignNumber campaign, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = (long)campaign.Value;
        return await db.Sends.Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner)
            .OrderByDescending(s => s.Profile).Select(s => s.Profile).FirstOrDefaultAsync(cancellationToken);
    }

    private Task<bool> PlanAsync(
        JobContext run, CampaignNumber campaign, FrozenAudience frozen, ConsentPlace mail, ProfileId[] people, long done, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            // First, because it refuses whoever has lost the run.
            await run.AdvanceAsync(db, new JobProgress(done), token);
            // Holds the campaign's row to the end of the transaction: nobody cancels it in between and finds no rows.
            var held = await Plannable(db, campaign).ExecuteUpdateAsync(set => set.SetProperty(c => c.SendAt, c => c.SendAt), token);
            if (held == 0) return false;

            await planner.PlanAsync(db, SendOwner.Campaign, [.. people.Select(p => new SendRequest(campaign.Value, 0, p, frozen.At, mail))], token);
            return true;
        },
        cancellationToken);

    private Task ReleaseAsync(JobContext run, CampaignNumber campaign, long done, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await run.AdvanceAsync(db, new JobProgress(done), token);
            var now = clock.GetUtcNow();
            await db.Campaigns.Where(c => c.Number == campaign && c.State == CampaignState.Planning).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, CampaignState.Sending).SetProperty(c => c.StartedAt, now), token);
            // Paused meanwhile: it is planned and rests.
            await db.Campaigns.Where(c => c.Number == campaign && c.State == CampaignState.Paused && c.StartedAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.StartedAt, now), token);
        },
        cancellationToken);

    private static IQueryable<Campaign> Plannable(StudioDbContext db, CampaignNumber campaign) => db.Campaigns
        .Where(c => c.Number == campaign && c.StartedAt == null && (c.State == CampaignState.Planning || c.State == CampaignState.Paused));

    internal sealed record Arguments(int Campaign)
    {
        // As the queue writes them, since runs are found by them.
        public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

        public static Arguments Read(string json) => JsonSerializer.Deserialize<Arguments>(json, JsonSerializerOptions.Web)!; // never the text 'null'
    }
}
