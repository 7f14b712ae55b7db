using CdpStudio.Core.Kernel;
using System.Threading.Channels;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// Where messages are durable before anybody is told that they are. While one transaction commits the next requests gather, and all of
/// them share the next one.
/// </summary>
public sealed partial class Inbox(
    IWriteQueue queue, InboxDepth depth, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<Inbox> logger) : BackgroundService
{
    // Keeps a transaction short: others wait for their turn to write.
    private const int MaxRows = 2_000;
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(10);
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();

    /// <summary>Stores messages of one source, whole or not at all.</summary>
    /// <returns>False when the inbox is full; nothing was stored, and the sender may try again in some seconds.</returns>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or away.</exception>
    /// <exception cref="OperationCanceledException">The product is stopping, or the caller gave up: the messages may be stored or not.</exception>
    public async Task<bool> AddAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellationToken)
    {
        var messages = rows.Sum(r => r.Messages);
        if (depth.Messages + messages > options.Value.InboxLimit) await depth.RecountAsync(cancellationToken);
        if (depth.Messages + messages > options.Value.InboxLimit) return false;

        var request = new Request(rows, messages);
        depth.OnTheWay(messages);
        if (!_requests.Writer.TryWrite(request))
        {
            depth.OnTheWay(-messages);
            throw new OperationCanceledException("The product is stopping.");
        }

        await request.Stored.Task.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Counts a request that was answered with 4xx, soon.</summary>
    public void CountRefused(int source)
    {
        // Whoever floods us with bad requests gets no memory from us.
        if (_requests.Reader.Count < MaxRows) _requests.Writer.TryWrite(new Request([], 0, source));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _requests.Writer.TryComplete();
        if (ExecuteTask is { } running) await Task.WhenAny(running, Task.Delay(s_stopWithin, clock, CancellationToken.None));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await depth.RecountAsync(stoppingToken);
        depth.Ring();

        // Ends when the channel is completed and empty, so nobody who waits at a stop is left without an answer.
        while (await _requests.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var group = Gather();
            try
            {
                await queue.WriteAsync(WritePriority.Inbox, (db, token) => StoreAsync(db, group, token), CancellationToken.None);
            }
            // Whatever it is, those who wait are told, and those who come after are served.
            catch (Exception e)
            {
                LogNotStored(group.Count, e);
                Refuse(group, e as DatabaseUnavailableException ?? DatabaseUnavailableException.Because(e));
                continue;
            }

            Failpoints.Hit("inbox.committed");
            foreach (var request in group)
            {
                depth.OnTheWay(-request.Messages);
                depth.Added(request.Messages);
                request.Stored.SetResult();
            }
        }
    }

    private List<Request> Gather()
    {
        var group = new List<Request>();
        var (rows, bytes) = (0, 0);
        while (rows < MaxRows && bytes < MaxBytes && _requests.Reader.TryRead(out var request))
        {
            group.Add(request);
            rows += request.Rows.Count;
            bytes += request.Rows.Sum(r => r.Payload.Length);
        }

        return group;
    }

    private Task StoreAsync(StudioDbContext db, List<Request> group, CancellationToken cancellationToken)
    {
        var tally = new SourceTally();
        foreach (var request in group)
        {
            if (request.RefusedSource is { } source) tally[source].Refused++;
        }

        return InboxRows.AddAsync(db, [.. group.SelectMany(r => r.Rows)], tally, clock.GetUtcNow(), cancellationToken);
    }

    private void Refuse(List<Request> group, Exception reason)
    {
        foreach (var request in group)
        {
            depth.OnTheWay(-request.Messages);
            request.Stored.SetException(reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Requests} requests were answered with 503: the inbox could not be written")]
    private partial void LogNotStored(int requests, Exception reason);

    private sealed record Request(IReadOnlyList<InboxRow> Rows, int Messages, int? RefusedSource = null)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
