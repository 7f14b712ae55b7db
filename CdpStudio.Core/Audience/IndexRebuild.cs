using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Snapshots;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;

namespace CdpStudio.Core.Audience;

/// <summary>
/// An index made from the log, without what is cancelled and who is erased by now: from a snapshot and the facts after it, or from the
/// beginning. Can be called again after the log failed: what was applied stays applied.
/// </summary>
/// <param name="snapshots">Null to read from the beginning.</param>
/// <param name="reached">Told the place now and then; null when nobody asks.</param>
/// <param name="rules">Asked when it begins; null goes by those that nobody set.</param>
internal sealed class IndexRebuild(IFactLog log, SnapshotFiles? snapshots, Action<long>? reached = null, CurrentIdentityRules? rules = null)
{
    private const int FactsPerSettling = 65_536;

    private readonly MergeGarbage _garbage = new();
    private AudienceIndex? _index;

    /// <summary>Where the index stands.</summary>
    public LogPlace Place { get; private set; } = new(CancelledFacts.None, [], IdentityRules.BuiltIn);

    /// <summary>The position of the snapshot that it began with; 0 when it began at the beginning.</summary>
    public long Began { get; private set; }

    /// <summary>To the end of the log as it stands when it is reached. Nothing is published in between.</summary>
    public async Task<AudienceIndex> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (_index is null) await BeginAsync(cancellationToken);
        }
        while (!await ReadOnAsync(_index!, cancellationToken) || Place.Position < log.Last);

        _index!.Publish();
        return _index;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var cancellations = await log.CancellationsAsync(cancellationToken);
        var erasures = await log.ErasuresAsync(cancellationToken);
        var cancelled = CancelledFacts.Of(cancellations);
        var set = rules?.Rules ?? IdentityRules.BuiltIn;
        Place = new LogPlace(cancelled, erasures, set);
        Began = 0;
        if (snapshots is not null && await snapshots.LoadAsync(log, Place, cancellationToken) is { } loaded)
        {
            if (loaded.Index.HasLost) await RefillAsync(loaded.Index, loaded.Mark.Number, cancelled, cancellationToken);
            (_index, Began) = (loaded.Index, loaded.Mark.Number);
            Place = new LogPlace(cancelled, erasures, set, loaded.Mark);
            return;
        }

        _index = new AudienceIndex(erasures.SelectMany(e => e.Profiles), set);
    }

    private async Task RefillAsync(AudienceIndex index, long last, CancelledFacts cancelled, CancellationToken cancellationToken)
    {
        await foreach (var fact in log.ReadAsync(0, cancellationToken))
        {
            if (fact.Number > last) break;

            index.Refill(fact, cancelled);
            if (fact.Number % FactsPerSettling != 0) continue;

            _garbage.Of(index.Settle);
            reached?.Invoke(fact.Number);
        }

        index.Refilled();
    }

    /// <returns>False when it has to begin again: more was cancelled while it was reading.</returns>
    private async Task<bool> ReadOnAsync(AudienceIndex index, CancellationToken cancellationToken)
    {
        await foreach (var fact in log.ReadAsync(Place.Position, cancellationToken))
        {
            if (fact is Fact.Cancellation cancellation && !Place.Cancelled.Knows(cancellation))
            {
                _index = null;
                return false;
            }

            index.Apply(fact, Place.Cancelled);
            Place.Pass(fact);
            if (fact.Number % FactsPerSettling != 0) continue;

            _garbage.Of(index.Settle);
            reached?.Invoke(fact.Number);
        }

        return true;
    }
}
