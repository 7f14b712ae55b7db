using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Keeps journeys going: lets people in by what they do, by what becomes of their attributes and by the segments they come into, and takes on
/// who is due. Each node runs one; what they write keeps them apart.
/// </summary>
internal sealed partial class JourneyFollower(
    PublishedVersions versions,
    FactEntries facts,
    SegmentEntries segments,
    DueRuns due,
    DeletedJourneys deleted,
    JourneySets sets,
    JourneySignal signal,
    MembershipSignal membership,
    AudienceReadiness readiness,
    IFactLog log,
    TimeProvider clock,
    ILogger<JourneyFollower> logger) : BackgroundService
{
    // For what no signal of this process tells: another node's work, and a clock that was set.
    private static readonly TimeSpan s_lookAround = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the server answers: a rule that names a journey must not find it unknown.
        await sets.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An engine that still reads the log does not know everybody, and would decide wrongly.
        await readiness.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(
            RepeatAsync(FollowFactsAsync, stoppingToken),
            RepeatAsync(FollowSegmentsAsync, stoppingToken),
            RepeatAsync(FollowDueAsync, stoppingToken));
    }

    private async Task FollowFactsAsync(CancellationToken cancellationToken)
    {
        var (position, entered) = await facts.FollowAsync(await versions.LiveAsync(cancellationToken), cancellationToken);
        if (entered > 0) signal.SomebodyIsDue();

        await AnyAsync(cancellationToken, token => log.WaitAsync(position, token), signal.UntilJourneysChangeAsync, Pause(s_lookAround));
    }

    private async Task FollowSegmentsAsync(CancellationToken cancellationToken)
    {
        var moved = membership.UntilMoved;
        if (await segments.FollowAsync(await versions.LiveAsync(cancellationToken), cancellationToken) > 0) signal.SomebodyIsDue();

        await AnyAsync(cancellationToken, token => moved.WaitAsync(token), Pause(s_lookAround));
    }

    private async Task FollowDueAsync(CancellationToken cancellationToken)
    {
        while (await due.AdvanceAsync(cancellationToken) > 0)
        {
        }

        await deleted.SweepAsync(cancellationToken);
        await sets.LoadAsync(cancellationToken);
        var wait = await due.NextAsync(cancellationToken) is { } next
            ? TimeSpan.FromMilliseconds(Math.Clamp(next - clock.GetUtcNow().ToUnixTimeMilliseconds(), 0, (long)s_lookAround.TotalMilliseconds))
            : s_lookAround;
        await AnyAsync(cancellationToken, signal.UntilSomebodyIsDueAsync, Pause(wait));
    }

    private Func<CancellationToken, Task> Pause(TimeSpan length) => token => Task.Delay(length, clock, token);

    /// <summary>Completes with the first; the others are given up.</summary>
    private static async Task AnyAsync(CancellationToken cancellationToken, params Func<CancellationToken, Task>[] waits)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. waits.Select(wait => wait(over.Token))]);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> round, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await round(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (DatabaseUnavailableException e)
            {
                LogUnavailable(e);
                await Task.Delay(s_pause, clock, cancellationToken);
            }
            catch (DbUpdateException e)
            {
                // Another node let the same person in: nothing of this round was written, the next one sees it.
                LogOutrun(e);
                await Task.Delay(s_pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; journeys go on in a second")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another node was faster with a journey; this one looks again")]
    private partial void LogOutrun(Exception exception);
}
