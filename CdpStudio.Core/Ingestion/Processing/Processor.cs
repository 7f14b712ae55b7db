using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Takes the inbox in rising order and turns it into facts. One process at a time: the holder of the lease.
/// </summary>
internal sealed partial class Processor(
    ProcessorLeases leases,
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    FactLog log,
    InboxDepth depth,
    RowParser parser,
    CurrentIdentityRules identityRules,
    AudienceReadiness audience,
    AddressSecret secret,
    DatabaseCopies copies,
    LiveFeed live,
    IOptions<IngestionOptions> options,
    IOptions<DatabaseOptions> database,
    TimeProvider clock,
    ILogger<Processor> logger) : BackgroundService
{
    private const int MaxBytes = 8 * 1024 * 1024;
    private const int ForgetAtOnce = 100;
    private const int MostAheadInARow = 16;

    // Another node's inbox rows ring no bell here.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(1);
    // Both read much at start, and people wait for answers sooner than for messages that are already safe.
    private static readonly TimeSpan s_audienceFirst = TimeSpan.FromSeconds(5);

    private readonly SeenLimits _seen =
        new(options.Value.DuplicateWindow, Path.Combine(database.Value.Directory, "seen"), options.Value.MessageIdsInMemory);

    private readonly BatchSize _size = new(options.Value.TransactionTime);
    private int _singly;
    private bool _holdsErased;
    // The rows behind those that are being written, while they are.
    private Task<IReadOnlyList<PreparedRow>>? _ahead;
    private int _aheadInARow;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAny(audience.Ready, Task.Delay(s_audienceFirst, clock, stoppingToken));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunWithLeaseAsync(stoppingToken);
            }
            catch (FencedOffException e)
            {
                LogFencedOff(e);
            }
            catch (DatabaseUnavailableException e)
            {
                LogUnavailable(e);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // Such as a connection that is cut while rows are on their way, which shows as the driver's own exception. What is accepted
            // waits in the inbox; a processor that ended would end the product.
            catch (Exception e)
            {
                LogBrokeOff(e);
            }

            await Task.Delay(s_tryAgain, clock, stoppingToken);
        }
    }

    /// <summary>Processes until the inbox is empty.</summary>
    /// <returns>Messages that were processed.</returns>
    internal async Task<int> DrainAsync(ProcessorSession session, CancellationToken cancellationToken)
    {
        var processed = 0;
        while (await ProcessBatchAsync(session, cancellationToken) is var messages and > 0) processed += messages;
        return processed;
    }

    internal Task<ProcessorSession> OpenSessionAsync(ProcessorLease lease, CancellationToken cancellationToken) =>
        ProcessorSession.OpenAsync(lease, contexts, secret, identityRules, _seen, cancellationToken);

    private async Task RunWithLeaseAsync(CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryTakeAsync(cancellationToken);
        if (lease is null) return;

        // What was read under another lease may have been processed by somebody else since.
        await DropAheadAsync();
        using var session = await OpenSessionAsync(lease, cancellationToken);
        await log.RefreshAsync(cancellationToken);
        LogStarted(lease.Fence);
        while (true)
        {
            await DrainAsync(session, cancellationToken);
            await ForgetAsync(session, cancellationToken);
            // What came of people who were erased is thrown away; it is not to wait in a log of writes either.
            if (_holdsErased && await copies.TryClearAsync(cancellationToken)) _holdsErased = false;
            await depth.WaitAsync(s_lookAgain, cancellationToken);
        }
    }

    private async Task<int> ProcessBatchAsync(ProcessorSession session, CancellationToken cancellationToken)
    {
        var rows = await TakeAsync(cancellationToken);
        if (rows.Count == 0) return 0;

        if (!session.KnowsForms) await session.LoadAgainAsync(contexts, _seen, cancellationToken);
        var messages = rows.Sum(r => r.Row.Messages);
        try
        {
            ReadAhead(rows, cancellationToken);
            await WriteAsync(session, rows, cancellationToken);
            if (_singly > 0) _singly--;
        }
        // Whatever is wrong with one row, those behind it must go on; what says nothing about the row is not caught.
        catch (Exception e) when (e is not (OperationCanceledException or FencedOffException or DatabaseUnavailableException or SessionInDoubtException))
        {
            await DropAheadAsync();
            session.Identity.Rollback();
            session.Seen.Rollback();
            // Not at the first failure: what another node's transaction broke succeeds when it is tried again.
            if (rows.Count == 1 && _singly > 0) await QuarantineAsync(session, rows[0], e, cancellationToken);
            else _singly = rows.Count;
            LogOneByOne(rows.Count, e);
        }

        return messages;
    }

    private async Task WriteAsync(ProcessorSession session, IReadOnlyList<PreparedRow> rows, CancellationToken cancellationToken)
    {
        var messages = rows.Sum(r => r.Row.Messages);
        var write = new BatchWrite(session, rows, identityRules.Rules, live, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var started = Stopwatch.GetTimestamp();
        var facts = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                started = Stopwatch.GetTimestamp();
                return await write.WriteAsync(db, token);
            },
            cancellationToken);
        _holdsErased |= write.HoldsErased;
        _size.Learn(messages, Stopwatch.GetElapsedTime(started));
        try
        {
            await LearnAsync(session, write, messages, facts, cancellationToken);
        }
        // It is no fault of the rows, which are stored by now.
        catch (Exception e) when (e is not (OperationCanceledException or FencedOffException or DatabaseUnavailableException))
        {
            throw new SessionInDoubtException(e);
        }
    }

    private async Task LearnAsync(ProcessorSession session, BatchWrite write, int messages, IReadOnlyList<Fact> facts, CancellationToken cancellationToken)
    {
        Failpoints.Hit("processor.committed");
        depth.Removed(messages);
        log.Publish(facts);
        write.Commit();
        if (facts is not [.., Fact.Cancellation]) return;

        LogCancelled(facts.Count);
        await session.LoadAgainAsync(contexts, _seen, cancellationToken);
    }

    /// <summary>The last way out for a row that the database refuses: its messages are kept, and those behind it go on.</summary>
    private Task QuarantineAsync(ProcessorSession session, PreparedRow row, Exception reason, CancellationToken cancellationToken)
    {
        LogQuarantined(row.Row.Id, row.Row.Source, reason);
        var failed = new Refusal(RefusalReason.Failed, $"The product failed on this message: {reason.GetType().Name}.");
        var messages = row.Messages.Select(m => m with { Message = null, Refusal = m.Refusal ?? failed }).ToList();
        // What was asked for did not happen; whoever asked looks for the facts and asks again.
        return WriteAsync(session, [row with { Messages = messages, Command = null }], cancellationToken);
    }

    private async Task<IReadOnlyList<PreparedRow>> TakeAsync(CancellationToken cancellationToken)
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            // What came too late to be read ahead is there now.
            if (await ahead is { Count: > 0 } rows) return rows;
        }

        return await ReadAsync(after: 0, cancellationToken);
    }

    /// <summary>
    /// Reading and parsing take about as long as writing, so the next rows are prepared meanwhile. Nobody but the processor takes rows out of
    /// the inbox. Behind a command nothing is: it may take facts, and what is known, with it. Now and then the next are read from the beginning:
    /// on a server's database a row may be committed after one with a higher number.
    /// </summary>
    private void ReadAhead(IReadOnlyList<PreparedRow> rows, CancellationToken cancellationToken)
    {
        if (_singly > 0 || rows[^1].Row.Kind == InboxKind.Command || ++_aheadInARow > MostAheadInARow)
        {
            _aheadInARow = 0;
            return;
        }

        var last = rows[^1].Row.Id;
        // SQLite does its work on the caller's thread.
        _ahead = Task.Run(() => ReadAsync(last, cancellationToken), cancellationToken);
    }

    private async Task DropAheadAsync()
    {
        if (_ahead is not { } ahead) return;

        _ahead = null;
        await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<IReadOnlyList<PreparedRow>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = new List<PreparedRow>();
        var (messages, bytes) = (0, 0);
        var waiting = db.Inbox.AsNoTracking().Where(r => r.Id > after).OrderBy(r => r.Id).Take(_singly > 0 ? 1 : _size.Messages).AsAsyncEnumerable();
        await foreach (var row in waiting.WithCancellation(cancellationToken))
        {
            // A command changes what is known about those behind it, so it has a transaction of its own.
            if (row.Kind == InboxKind.Command && rows.Count > 0) break;

            rows.Add(parser.Parse(row));
            if (row.Kind == InboxKind.Command) break;

            messages += row.Messages;
            // What a batch says for all of its messages is copied into each.
            bytes += row.Payload.Length + ((row.Envelope?.Length ?? 0) * row.Messages);
            if (messages >= _size.Messages || bytes >= MaxBytes) break;
        }

        return rows;
    }

    internal async Task ForgetAsync(ProcessorSession session, CancellationToken cancellationToken)
    {
        var upTo = session.Seen.Forget(clock.GetUtcNow().ToUnixTimeMilliseconds());
        while (upTo > 0)
        {
            // A few at a time: others wait for their turn to write.
            var deleted = await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => db.SeenBatches.Where(b => b.Number <= upTo).OrderBy(b => b.Number).Take(ForgetAtOnce).ExecuteDeleteAsync(token),
                cancellationToken);
            if (deleted < ForgetAtOnce) return;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This process has the processor's lease (fence {Fence})")]
    private partial void LogStarted(long fence);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cancellations} ranges of facts were cancelled; the processor reads who is who again")]
    private partial void LogCancelled(int cancellations);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The processor's lease is lost; it will be asked for again")]
    private partial void LogFencedOff(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The processor waits for the database")]
    private partial void LogUnavailable(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The processor broke off; it begins again")]
    private partial void LogBrokeOff(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Rows} inbox rows could not be stored; rows are tried one by one")]
    private partial void LogOneByOne(int rows, Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Inbox row {Row} from source {Source} could not be stored and goes to the quarantine")]
    private partial void LogQuarantined(long row, int source, Exception reason);
}
