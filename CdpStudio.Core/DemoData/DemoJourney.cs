using System.Text.Json.Nodes;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>
/// The demo's journey: published, so that the lapsing regulars walk it at once. Who reads the newsletter gets a mail and waits; the others
/// are through. Their mail stays in the trap (<see cref="InventedMailboxes"/>).
/// </summary>
internal sealed class DemoJourney(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    CreateJourneyHandler create,
    PublishJourneyHandler publish,
    CloseJourneyHandler close,
    DeleteJourneyHandler delete,
    TimeProvider clock)
{
    private const string By = DemoSegments.By;
    private const string Name = "Win back a full basket";
    private const int LapsingSegment = 1;
    private const int RunsPerWrite = 100;

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        var (key, segment) = await KeyAsync(cancellationToken);
        // One under a key that was written down is ours, from before the process died.
        await create.HandleAsync(new CreateJourney(Name, By, key, Definition(segment)), cancellationToken);
        if (await FindAsync(key, cancellationToken) is not { State: JourneyState.Draft, DraftVersion: 1 } journey) return;

        var published = await publish.HandleAsync(new PublishJourney(journey.Id, journey.DraftVersion, By), cancellationToken);
        if (published is not PublishJourneyResult.Published) throw new InvalidOperationException($"The demo's journey was refused: {published}.");
    }

    /// <summary>Null for none: it stays when somebody has drawn on it.</summary>
    public async Task<IReadOnlyList<KeptByPeople>> KeptAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        var kept = new List<KeptByPeople>();
        foreach (var key in DemoMade.Read(load.Made).Journeys)
        {
            if (await FindAsync(key, cancellationToken) is { DraftVersion: > 1 } journey) kept.Add(new KeptByPeople(KeptKind.Journey, key, journey.Name, []));
        }

        return kept;
    }

    /// <returns>Keys of what stayed.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        var kept = (await KeptAsync(load, cancellationToken)).Select(k => k.Key).ToList();
        foreach (var key in DemoMade.Read(load.Made).Journeys.Except(kept))
        {
            if (await FindAsync(key, cancellationToken) is not { } journey) continue;

            await close.HandleAsync(new CloseJourney(journey.Id, By), cancellationToken);
            for (var last = 0L; await RunsAfterAsync(journey.Number, last, cancellationToken) is { Count: > 0 } runs; last = runs[^1])
                await RemoveRunsAsync(runs, cancellationToken);

            await delete.HandleAsync(new DeleteJourney(journey.Id), cancellationToken);
            var positions = FormattableString.Invariant($":journey:{journey.Number.Value}");
            await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => db.JourneyPositions.Where(p => p.Name.EndsWith(positions)).ExecuteDeleteAsync(token),
                cancellationToken);
        }

        return kept;
    }

    /// <summary>Nobody walks on, nothing more leaves, and what went into the trap is taken out with its row of the ledger.</summary>
    private async Task RemoveRunsAsync(List<long> runs, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await db.JourneyRuns.Where(r => runs.Contains(r.Id) && r.State == JourneyRunState.Active).ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.State, JourneyRunState.Exited).SetProperty(r => r.DueAt, (long?)null).SetProperty(r => r.ChangedAt, now), token);
                await Of(db, runs)
                    .Where(s => s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.Deferred)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, SendState.Skipped).SetProperty(r => r.Reason, SendReason.Cancelled), token);
            },
            cancellationToken);
        await clock.UntilAsync(token => NoneIsHandedOverAsync(runs, token), cancellationToken);

        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                var sends = Of(db, runs).Select(s => (long?)s.Id);
                await db.TrappedMails.Where(m => sends.Contains(m.Send)).ExecuteDeleteAsync(token);
                await Of(db, runs).ExecuteDeleteAsync(token);
            },
            cancellationToken);
    }

    private async Task<bool> NoneIsHandedOverAsync(List<long> runs, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await Of(db, runs).AnyAsync(s => s.State == SendState.HandingOff, cancellationToken);
    }

    private static IQueryable<Send> Of(StudioDbContext db, List<long> runs) =>
        db.Sends.Where(s => s.Owner == SendOwner.JourneyStep && runs.Contains(s.OwnerId));

    private async Task<List<long>> RunsAfterAsync(JourneyNumber journey, long last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JourneyRuns.Where(r => r.Journey == journey && r.Id > last).OrderBy(r => r.Id).Select(r => r.Id).Take(RunsPerWrite).ToListAsync(cancellationToken);
    }

    private async Task<Journey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Key == key, cancellationToken);
    }

    /// <summary>A key that is free or ours, written down before it is used.</summary>
    private Task<(string Key, string Segment)> KeyAsync(CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            var row = await db.DemoLoads.SingleAsync(token);
            var made = DemoMade.Read(row.Made);
            if (made.Journeys.Count == 0)
            {
                var taken = await db.Journeys.Select(j => j.Key).ToListAsync(token);
                made = made with { Journeys = [SegmentKey.FromName(Name, k => taken.Contains(k.Value)).Value] };
                row.Made = made.Write();
            }

            return (made.Journeys[0], made.Segments[LapsingSegment]);
        },
        cancellationToken);

    private static JourneyDefinition Definition(string segment) => JourneyDefinition.Of(
        [
            new JourneyStep.Entry("entry", "", null, null, new EntryTrigger.Segment(segment, Present: true), EntryAgain.AfterExit),
            new JourneyStep.Branch("reads", "Reads the newsletter", null, null, JsonNode.Parse("""{"attribute":"newsletter","op":"isTrue"}""")),
            new JourneyStep.Email("basket", "Your basket is waiting", null, null, Basket),
            new JourneyStep.Wait("three-days", "", null, null, "3d"),
            new JourneyStep.Branch("bought", "Bought since", null, null, JsonNode.Parse("""{"event":"Order Completed","during":{"last":"3d"}}""")),
            new JourneyStep.Email("coupon", "A little help", null, null, Coupon),
            new JourneyStep.Exit("end", "", null, null),
        ],
        [
            new JourneyEdge("entry", Outcome.Next, "reads"),
            new JourneyEdge("reads", Outcome.Yes, "basket"),
            new JourneyEdge("reads", Outcome.No, "end"),
            new JourneyEdge("basket", Outcome.Next, "three-days"),
            new JourneyEdge("three-days", Outcome.Next, "bought"),
            new JourneyEdge("bought", Outcome.Yes, "end"),
            new JourneyEdge("bought", Outcome.No, "coupon"),
            new JourneyEdge("coupon", Outcome.Next, "end"),
        ]);

    private static readonly MessageContent Basket = MessageContent.Empty with
    {
        Subject = "{{firstName|Hello}}, your basket is still here",
        Preheader = "We kept everything for you.",
        Heading = "Shall we wrap it up?",
        Text = "What you chose is still in your basket.\n\nIt is there for some more days, for whenever you find a quiet moment with a cup of tea.",
        Button = new MessageButton("Back to my basket", $"https://shop.{InventedMailboxes.Domain}/basket"),
        Footer = "You get this because you read our newsletter.",
    };

    private static readonly MessageContent Coupon = Basket with
    {
        Subject = "{{firstName|Hello}}, ten percent for your basket",
        Preheader = "TEATIME10 is yours for a week.",
        Heading = "A little help with deciding",
        Text = "With TEATIME10 everything in your basket costs a tenth less, for a week.",
    };
}
