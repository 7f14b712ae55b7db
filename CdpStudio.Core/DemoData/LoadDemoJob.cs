using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.DemoData.Shop;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>
/// Sends the shop's messages through the inbox, some people at a time: their messages and the checkpoint behind them are one write. Killed at
/// any moment it goes on with the next people. Then it makes what stands on them.
/// </summary>
internal sealed class LoadDemoJob(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    InboxDepth inbox,
    FactLog log,
    IAudienceEngine engine,
    DemoSegments segments,
    DemoJourney journey,
    DemoCampaign campaign,
    CurrentDemo current,
    DemoSize size,
    TimeProvider clock) : IJob
{
    public const string Kind = "demo-load";

    private const int Seed = 20_260_101;
    private const int PeoplePerWrite = 40;
    private const int MessagesPerRow = 200;
    private const int MostWaiting = 20_000;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run.Arguments!, cancellationToken) is not { } load) throw new JobFailedException("The demo data were removed meanwhile.");

        var shop = new DemoShop(Seed, load.LoadedAt, size.People, size.Events);
        await SendAsync(run, load, shop, cancellationToken);
        await UntilProcessedAsync(load, cancellationToken);
        await segments.MakeAsync(load, cancellationToken);
        await journey.MakeAsync(cancellationToken);
        if (await campaign.MakeAsync(load, cancellationToken) is { } why) run.Log($"The campaign was not sent: {why}");
        await EndAsync(run, shop.Count, cancellationToken);
        await current.LoadAsync(cancellationToken);
    }

    /// <param name="number">Of the run that this job is to send: somebody may retry the job of a load that was removed since.</param>
    private async Task<DemoLoad?> FindAsync(string number, CancellationToken cancellationToken)
    {
        var run = int.Parse(number, CultureInfo.InvariantCulture);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(l => l.State == DemoState.Loading && l.Run == run, cancellationToken);
    }

    private async Task SendAsync(JobContext run, DemoLoad load, DemoShop shop, CancellationToken cancellationToken)
    {
        var sent = int.Parse(run.Checkpoint ?? "0", CultureInfo.InvariantCulture);
        while (sent < shop.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WaitForInboxAsync(cancellationToken);

            var next = Math.Min(sent + PeoplePerWrite, shop.Count);
            var rows = Rows(load, shop, sent, next);
            await queue.WriteAsync(WritePriority.Background, (db, token) => SaveAsync(db, run, rows, next, shop.Count, token), cancellationToken);
            Failpoints.Hit("demo.chunk_saved");
            inbox.Added(rows.Sum(r => r.Messages));
            run.Announce();
            sent = next;
        }
    }

    private async Task SaveAsync(
        StudioDbContext db, JobContext run, IReadOnlyList<InboxRow> rows, int people, int of, CancellationToken cancellationToken)
    {
        // First, because it refuses whoever has lost the run.
        await run.AdvanceAsync(db, new JobProgress(people, of, people.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        await InboxRows.AddAsync(db, rows, clock.GetUtcNow(), cancellationToken);
    }

    private IReadOnlyList<InboxRow> Rows(DemoLoad load, DemoShop shop, int from, int to)
    {
        var (source, now) = (DemoMade.Read(load.Made).Source, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var key = string.Create(CultureInfo.InvariantCulture, $"demo-{load.LoadedAt.ToUnixTimeMilliseconds():x}");
        return
        [
            .. Enumerable.Range(from, to - from).SelectMany(person => shop.MessagesOf(person, key)).Chunk(MessagesPerRow).Select(messages => new InboxRow
            {
                Kind = InboxKind.Messages,
                Source = source,
                ReceivedAt = now,
                Run = load.Run,
                Messages = messages.Length,
                Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonForm.Readable),
            }),
        ];
    }

    private Task WaitForInboxAsync(CancellationToken cancellationToken) => clock.UntilAsync(
        async token =>
        {
            if (inbox.Messages > MostWaiting) await inbox.RecountAsync(token);
            return inbox.Messages <= MostWaiting;
        },
        cancellationToken);

    // Everything that is made now counts people, so they have to be there.
    private async Task UntilProcessedAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        await clock.UntilAsync(token => IsProcessedAsync(load.Run, token), cancellationToken);

        await log.RefreshAsync(cancellationToken);
        await engine.WaitAsync(log.Last, cancellationToken);
    }

    private async Task<bool> IsProcessedAsync(int run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Inbox.AnyAsync(r => r.Run == run, cancellationToken);
    }

    private Task EndAsync(JobContext run, int people, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await run.AdvanceAsync(db, new JobProgress(people, people), token);
            await db.DemoLoads.Where(l => l.State == DemoState.Loading).ExecuteUpdateAsync(s => s.SetProperty(l => l.State, DemoState.Loaded), token);
        },
        cancellationToken);
}

/// <summary>How large the demo is; smaller in tests.</summary>
public sealed record DemoSize(int People, int Events)
{
    public static DemoSize Whole { get; } = new(DemoShop.People, DemoShop.Events);
}
