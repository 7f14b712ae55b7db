using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Ends the walks of a stopped journey, some in each transaction together with what they planned and was not sent; then the mails of
/// people who were through already. It asks anew for each chunk, so it needs no checkpoint: killed, it goes on with who is left.
/// </summary>
internal sealed class TakeEverybodyOut(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, JourneySets sets, TimeProvider clock) : IJob
{
    public const string Kind = "journey-stop";

    private const int RunsPerWrite = 200;
    private const int MailsPerWrite = 500;

    public static JobRequest RequestFor(Journey journey, string by) => new(Kind, new Arguments(journey.Number.Value), journey.Name, by);

    /// <summary>The run for the journey that waits or is at work; null when there is none.</summary>
    public static Task<JobRun?> ActiveAsync(StudioDbContext db, JourneyNumber journey, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(journey.Value).Write();
        return db.JobRuns.AsNoTracking()
            .Where(r => r.Kind == Kind && r.Arguments == arguments && (r.State == JobState.Queued || r.State == JobState.Running))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var journey = new JourneyNumber(Arguments.Read(run.Arguments!).Journey); // it is queued with them
        var (done, inside) = await BeginAsync(run, journey, cancellationToken);
        while (true)
        {
            var left = await queue.WriteAsync(WritePriority.Background, (db, token) => TakeOutAsync(db, run, journey, done, token), cancellationToken);
            if (left is null) return;

            sets.Ended(journey, left, JourneyRunState.Exited);
            var taken = left.Count;

            done += taken;
            run.Announce();
            Failpoints.Hit("journey.taken_out_chunk");
            if (taken < RunsPerWrite) break;
        }

        run.Log(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{done} of {inside} taken out."));
        while (await queue.WriteAsync(WritePriority.Background, (db, token) => SkipAsync(db, run, journey, done, token), cancellationToken) == MailsPerWrite)
        {
        }
    }

    private async Task<(long Done, long Inside)> BeginAsync(JobContext run, JourneyNumber journey, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await db.JobRuns.Where(r => r.Id == run.Id).Select(r => new { r.Done, r.Total }).SingleAsync(cancellationToken);
        var inside = before.Done + await Inside(db, journey).CountAsync(cancellationToken);
        await run.AdvanceAsync(new JobProgress(before.Done, inside), cancellationToken);
        return (before.Done, inside);
    }

    /// <returns>Whose walks were ended; null when people may enter again, which is whoever opened it to answer for.</returns>
    private async Task<IReadOnlyList<long>?> TakeOutAsync(StudioDbContext db, JobContext run, JourneyNumber journey, long done, CancellationToken cancellationToken)
    {
        if (await db.Journeys.AnyAsync(j => j.Number == journey && j.State == JourneyState.Live, cancellationToken)) return null;

        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var runs = await Inside(db, journey).OrderBy(r => r.Id).Select(r => r.Id).Take(RunsPerWrite).ToListAsync(cancellationToken);
        // First, because it refuses whoever has lost the job.
        await run.AdvanceAsync(db, new JobProgress(done + runs.Count), cancellationToken);
        await db.JourneyRuns.Where(r => runs.Contains(r.Id) && r.State == JourneyRunState.Active).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, JourneyRunState.Exited).SetProperty(r => r.DueAt, (long?)null).SetProperty(r => r.ChangedAt, at), cancellationToken);
        await db.JourneyPassages.Where(p => runs.Contains(p.Run) && p.Outcome == null).ExecuteUpdateAsync(
            // A clock that was set back: no visit ends before it began.
            set => set.SetProperty(p => p.LeftAt, p => p.CameAt > at ? p.CameAt : at).SetProperty(p => p.Outcome, Outcome.Stopped), cancellationToken);
        await CancelSends.CancelAsync(CancelSends.Waiting(db).Where(s => s.Owner == SendOwner.JourneyStep && runs.Contains(s.OwnerId)), now, cancellationToken);
        return runs;
    }

    private async Task<int> SkipAsync(StudioDbContext db, JobContext run, JourneyNumber journey, long done, CancellationToken cancellationToken)
    {
        await run.AdvanceAsync(db, new JobProgress(done), cancellationToken);
        var runs = db.JourneyRuns.Where(r => r.Journey == journey);
        var ids = await CancelSends.Waiting(db).Where(s => s.Owner == SendOwner.JourneyStep && runs.Any(r => r.Id == s.OwnerId))
            .OrderBy(s => s.Id).Select(s => s.Id).Take(MailsPerWrite).ToListAsync(cancellationToken);
        await CancelSends.CancelAsync(CancelSends.Waiting(db).Where(s => ids.Contains(s.Id)), clock.GetUtcNow(), cancellationToken);
        return ids.Count;
    }

    private static IQueryable<JourneyRun> Inside(StudioDbContext db, JourneyNumber journey) =>
        db.JourneyRuns.Where(r => r.Journey == journey && r.State == JourneyRunState.Active);

    private sealed record Arguments(int Journey)
    {
        // As the queue writes them, since runs are found by them.
        public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

        public static Arguments Read(string json) => JsonSerializer.Deserialize<Arguments>(json, JsonSerializerOptions.Web)!; // never the text 'null'
    }
}
