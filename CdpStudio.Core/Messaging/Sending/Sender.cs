using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>
/// Carries out what the ledger has planned: one process per database. A mail's row says that it is being handed over before the network
/// is asked, so a crash repeats nothing; whoever comes next puts right what was left.
/// </summary>
internal sealed partial class Sender(
    SenderLeases leases,
    SendClaims claims,
    SendGate gate,
    MailMaker maker,
    EmailSetups setups,
    EmailTransports transports,
    IWriteQueue queue,
    AudienceReadiness audience,
    TimeProvider clock,
    ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    // The host gives 30 seconds in all.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ServerBreaker _breaker = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Before that, people would be missing and their mail skipped.
            await audience.Ready.WaitAsync(stoppingToken);
            while (true)
            {
                await RunAsync(stoppingToken);
                await Task.Delay(s_tryAgain, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await using var lease = await leases.TryTakeAsync(stopping);
            if (lease is null) return;

            LogStarted(lease.Epoch);
            while (!stopping.IsCancellationRequested) await RunShiftAsync(lease, untilNothingIsDue: false, stopping);
        }
        catch (SenderFencedException e)
        {
            LogFenced(e);
        }
        catch (DatabaseUnavailableException e)
        {
            LogUnavailable(e);
        }
    }

    /// <summary>Sends under one setup, to the end of that setup.</summary>
    internal async Task RunShiftAsync(SenderLease lease, bool untilNothingIsDue, CancellationToken stopping)
    {
        var setup = await setups.ReadAsync(stopping);
        var ledger = new LedgerWriter(queue, gate, lease, clock);
        var writing = ledger.RunAsync(CancellationToken.None);
        using var shift = new Shift(setup, transports.For(setup), ledger, maker, _breaker, clock);
        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, shift.Over);
            await FeedAsync(shift, setup, lease, untilNothingIsDue, over.Token);
            if (untilNothingIsDue) await shift.FinishAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || shift.Over.IsCancellationRequested)
        {
        }
        finally
        {
            await shift.EndAsync(s_patience);
            ledger.Complete();
            await writing;
        }

        await claims.ReleaseAsync(lease, CancellationToken.None);
        if (shift.Failure is { } failure) await RestAsync(failure.Owners, failure.Reply, stopping);
    }

    private async Task FeedAsync(Shift shift, EmailSetup setup, SenderLease lease, bool untilNothingIsDue, CancellationToken over)
    {
        while (await setups.ReadAsync(over) == setup)
        {
            var claimed = await claims.TakeAsync(lease, over);
            Failpoints.Hit("send.claimed");
            if (claimed.Count > 0) await shift.OfferAsync(claimed, over);
            else if (untilNothingIsDue) return;
            else await Task.Delay(s_lookAgain, clock, over);
        }
    }

    private async Task RestAsync(IReadOnlyList<(Ledger.SendOwner Owner, long Id)> owners, string reply, CancellationToken stopping)
    {
        LogResting(owners.Count, ServerBreaker.MostFailures);
        foreach (var group in owners.GroupBy(o => o.Owner))
        {
            if (gate.OwnerOf(group.Key) is { } owner)
                await owner.PauseAsync([.. group.Select(o => o.Id)], reply, stopping);
        }

        await Task.Delay(s_rest, clock, stopping);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This process sends the mail (epoch {Epoch})")]
    private partial void LogStarted(long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another process sends the mail now")]
    private partial void LogFenced(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sender waits for the database")]
    private partial void LogUnavailable(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail server failed {Failures} times in a row; mail of {Owners} campaigns or journeys rests")]
    private partial void LogResting(int owners, int failures);
}
