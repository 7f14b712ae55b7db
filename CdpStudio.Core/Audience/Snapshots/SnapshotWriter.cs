using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience.Snapshots;

/// <summary>Decides when a snapshot is written, and writes one at a time beside everything else. For the one who feeds the index.</summary>
internal sealed partial class SnapshotWriter(
    SnapshotFiles files, IOptions<AudienceOptions> options, TimeProvider clock, ILogger<SnapshotWriter> logger) : IDisposable
{
    // So many are read again sooner than a snapshot of millions of people is written.
    private const int FewFacts = 10_000;

    // Of so many facts a snapshot is written in a second.
    private const int SmallIndex = 10_000_000;

    private static readonly Task s_never = new TaskCompletionSource().Task;

    private CancellationTokenSource _dropped = new();
    private Task<bool> _writing = Task.FromResult(false);
    private (CapturedIndex Captured, AudienceIndex Pages)? _written;
    private long _last;
    private long _lastAt = clock.GetTimestamp();

    /// <summary>The index was made from a snapshot.</summary>
    /// <param name="position">Its place; 0 when there was none.</param>
    public void Begin(long position) => (_last, _lastAt) = (position, clock.GetTimestamp());

    /// <summary>Captures the index and writes it in the background, when enough facts have come since the last time. What it holds must have been published.</summary>
    public void WriteWhenDue(AudienceIndex index, LogPlace place)
    {
        if (_writing.IsCompleted && IsDue(place, EnoughAt(place))) Write(index, place, adopts: true);
    }

    /// <summary>Completes when there is something to adopt; at once when there is now, never when nothing is written.</summary>
    public Task Ended => _written is null && _writing.IsCompleted ? s_never : _writing;

    /// <summary>Has the index leave to a file that was written what has not changed since. What was applied must have been published.</summary>
    /// <returns>Whether there was one: readers see it from the next time on that something is published.</returns>
    public bool TryAdopt(AudienceIndex index)
    {
        if (!_writing.IsCompleted || _written is not { } written) return false;

        _written = null;
        index.Adopt(written.Captured, written.Pages);
        return true;
    }

    /// <summary>When so many facts have come that the next start would notice.</summary>
    /// <returns>Whether one was written that stands at the place.</returns>
    public async Task<bool> FinishAsync(AudienceIndex index, LogPlace place, CancellationToken cancellationToken)
    {
        await using var ends = cancellationToken.Register(_dropped.Cancel);
        await _writing;
        if (!IsDue(place, FewFacts)) return false;

        Write(index, place, adopts: false);
        return await _writing;
    }

    /// <summary>Gives up what is being written.</summary>
    public async Task DropAsync()
    {
        await _dropped.CancelAsync();
        await _writing;
        _written = null;
        _dropped.Dispose();
        _dropped = new CancellationTokenSource();
    }

    /// <summary>Nobody finds a snapshot any more: it may hold what an erased person left.</summary>
    public async Task ForgetAsync()
    {
        await DropAsync();
        files.RemoveAll();
    }

    public void Dispose() => _dropped.Dispose();

    private int EnoughAt(LogPlace place) => place.Position < SmallIndex ? Math.Max(1, options.Value.SnapshotFacts / 2) : options.Value.SnapshotFacts;

    private bool IsDue(LogPlace place, int enough)
    {
        var facts = place.Position - _last;
        if (facts == 0 || place.HoldsErased) return false;

        return _last == 0 || facts >= enough || clock.GetElapsedTime(_lastAt) >= options.Value.SnapshotInterval;
    }

    private void Write(AudienceIndex index, LogPlace place, bool adopts)
    {
        Begin(place.Position);
        _written = null;
        var (captured, log) = (index.Capture(), Frozen.Copy(place.Save));
        var took = clock.GetElapsedTime(_lastAt);
        var dropped = _dropped.Token;
        // It takes seconds, and counts wait for the threads of the pool.
        _writing = Task.Factory.StartNew(
            () => Write(captured, log, took, adopts, dropped), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private bool Write(CapturedIndex captured, Action<BinaryWriter> place, TimeSpan capturing, bool adopts, CancellationToken dropped)
    {
        var started = clock.GetTimestamp();
        try
        {
            files.Save(captured, place, dropped);
            var (took, paused) = ((long)clock.GetElapsedTime(started).TotalMilliseconds, (long)capturing.TotalMilliseconds);
            LogWritten(captured.Snapshot.Position, took, paused);
            if (adopts) ReadPages(captured, dropped);
            return true;
        }
        catch (OperationCanceledException) when (dropped.IsCancellationRequested)
        {
            LogDropped(captured.Snapshot.Position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(captured.Snapshot.Position, e);
        }

        return false;
    }

    private void ReadPages(CapturedIndex captured, CancellationToken dropped)
    {
        try
        {
            _written = (captured, files.Pages(captured, dropped));
        }
        catch (OperationCanceledException) when (dropped.IsCancellationRequested)
        {
            // The file stands, and whoever dropped it has no use for the rest.
        }
        catch (Exception e) when (e is DoubtfulSectionException or UnknownVersionException or IOException or UnauthorizedAccessException)
        {
            LogNotRead(captured.Snapshot.Position, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot at fact {Position} could not be read back; what it holds stays in memory too")]
    private partial void LogNotRead(long position, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "The snapshot at fact {Position} was written in {Milliseconds} ms; following the log paused for {Paused} ms")]
    private partial void LogWritten(long position, long milliseconds, long paused);

    [LoggerMessage(Level = LogLevel.Information, Message = "The snapshot at fact {Position} was given up")]
    private partial void LogDropped(long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot at fact {Position} could not be written; the one before it stays")]
    private partial void LogFailed(long position, Exception e);
}
