using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Audience;

/// <summary>
/// An index made from the beginning of the log, without what is cancelled and who is erased by now. Can be called again after the log
/// failed: what was applied stays applied.
/// </summary>
internal sealed class IndexRebuild(IFactLog log)
{
    private const int FactsPerSettling = 65_536;

    private AudienceIndex? _index;

    public CancelledFacts Cancelled { get; private set; } = CancelledFacts.None;

    public long Position { get; private set; }

    /// <summary>To the end of the log as it stands when it is reached. Nothing is published in between.</summary>
    public async Task<AudienceIndex> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (_index is null) await BeginAsync(cancellationToken);
        }
        while (!await ReadOnAsync(_index!, cancellationToken) || Position < log.Last);

        _index!.Publish();
        return _index;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var cancellations = await log.CancellationsAsync(cancellationToken);
        var erased = await ErasedProfiles.ReadAsync(log, cancellations, cancellationToken);
        Cancelled = CancelledFacts.Of(cancellations);
        Position = 0;
        _index = new AudienceIndex(erased);
    }

    /// <returns>False when it has to begin again: more was cancelled while it was reading.</returns>
    private async Task<bool> ReadOnAsync(AudienceIndex index, CancellationToken cancellationToken)
    {
        await foreach (var fact in log.ReadAsync(Position, cancellationToken))
        {
            if (fact is Fact.Cancellation cancellation && !Cancelled.Knows(cancellation))
            {
                _index = null;
                return false;
            }

            index.Apply(fact, Cancelled);
            Position = fact.Number;
            if (Position % FactsPerSettling == 0) index.Settle();
        }

        return true;
    }
}
