using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Recurring.Folders;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <param name="Source">Number of the source whose place is looked at.</param>
internal sealed record LookArguments(int Source, bool ByHand)
{
    /// <summary>What the stored arguments of a source's looks begin with, and those of no other's.</summary>
    public static string BeginningFor(SourceId source) => FormattableString.Invariant($$"""{"source":{{source.Value}},""");
}

/// <summary>Looks at one place, takes what is new there and says when to look again. Run again from the start after a kill: rows say what was done.</summary>
internal sealed class LookForFiles(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, SettleFiles settle, LookIntoFolder folders, LookAtAddress addresses, TimeProvider clock) : IJob
{
    public const string Kind = "recurring";

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var arguments = JsonSerializer.Deserialize<LookArguments>(run.Arguments!, JsonSerializerOptions.Web)!; // written by RecurringAlarm
        var (import, kind) = await FindAsync(new SourceId(arguments.Source), cancellationToken);
        if (import is null) return;

        await settle.RunAsync(run, import.Source, cancellationToken);
        try
        {
            var look = kind == SourceKind.Folder
                ? await folders.LookAsync(run, import, arguments.ByHand, cancellationToken)
                : await addresses.LookAsync(run, import, arguments.ByHand, cancellationToken);
            await EndAsync(run, import, 0, look.Problem, look.FoundNothing, look.Again, cancellationToken);
        }
        catch (PlaceFailedException e)
        {
            await FailAsync(run, import, e.Problem, after: null, e, cancellationToken);
        }
        catch (FetchFailedException e)
        {
            await FailAsync(run, import, e.Problem, e.After, e, cancellationToken);
        }
    }

    private async Task<(RecurringImport? Import, SourceKind Kind)> FindAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from import in db.RecurringImports.AsNoTracking()
            join source in db.Sources on import.Source equals source.Id
            where import.Source == id && !source.Disabled
            select new { Import = import, source.Kind }).SingleOrDefaultAsync(cancellationToken);
        return (found?.Import, found?.Kind ?? default);
    }

    private async Task FailAsync(JobContext run, RecurringImport import, RecurringProblem problem, TimeSpan? after, Exception why, CancellationToken cancellationToken)
    {
        var failures = import.Failures + 1;
        var again = problem.Passes() ? RecurringRetry.After(failures, after) : null;
        run.Log(why.Message);
        await EndAsync(run, import, failures, problem, foundNothing: false, clock.GetUtcNow() + again, cancellationToken);
        throw new JobFailedException(why.Message, why);
    }

    private Task EndAsync(
        JobContext run, RecurringImport import, int failures, RecurringProblem? problem, bool foundNothing, DateTimeOffset? again, CancellationToken cancellationToken) =>
        queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(1, 1), token);
                await db.RecurringImports.Where(i => i.Source == import.Source).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(i => i.Failures, failures)
                        .SetProperty(i => i.Problem, problem)
                        .SetProperty(i => i.FoundNothing, foundNothing)
                        // An earlier look that somebody asked for meanwhile stays.
                        .SetProperty(i => i.Again, i => i.ByHand ? i.Again : again),
                    token);
            },
            cancellationToken);
}

/// <summary>How long to wait behind a failure: a minute, and twice as long each time up to an hour. After ten in a row the schedule alone counts.</summary>
internal static class RecurringRetry
{
    private const int MaxFailures = 10;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromDays(1);

    /// <param name="asked">What the server asked for; longer waits are kept to.</param>
    public static TimeSpan? After(int failures, TimeSpan? asked)
    {
        if (failures > MaxFailures) return null;

        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, failures - 1), s_longest.TotalMinutes));
        return asked > wait ? (asked < s_longestAsked ? asked : s_longestAsked) : wait;
    }
}
