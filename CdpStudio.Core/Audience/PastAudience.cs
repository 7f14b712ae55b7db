using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;

namespace CdpStudio.Core.Audience;

/// <summary>
/// What was known at an earlier time, by reading the log again up to there, with the identity rules of today. That takes as long as a start and as much memory as what is
/// live, so one at a time, and the last one is kept only as long as nobody needs its memory.
/// </summary>
internal sealed class PastAudience(IFactLog log, CurrentIdentityRules rules) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private KnownAt? _knownAt;
    private long _readTo;
    private IdentityRules? _rules;
    private WeakReference<Snapshot>? _last;

    public async Task<Snapshot> AtAsync(KnownAt knownAt, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A time or number that the log had not reached then may take in more facts by now.
            if (knownAt == _knownAt && _readTo == log.Last && rules.Rules.Equals(_rules) && _last is not null && _last.TryGetTarget(out var known)) return known;

            var (readTo, set) = (log.Last, rules.Rules);
            var cancellations = await log.CancellationsAsync(cancellationToken);
            // What was cancelled later was still believed then, but who was erased later is gone at every time.
            var cancelled = CancelledFacts.Of(cancellations.Where(knownAt.Takes));
            var erasures = await log.ErasuresAsync(cancellationToken);
            var index = new AudienceIndex(erasures.SelectMany(e => e.Profiles), set);
            await foreach (var fact in log.ReadAsync(0, cancellationToken))
            {
                if (IsPast(fact, knownAt)) break;
                if (knownAt.Takes(fact)) index.Apply(fact, cancelled);
            }

            index.Publish();
            (_knownAt, _readTo, _rules, _last) = (knownAt, readTo, set, new WeakReference<Snapshot>(index.Current));
            return index.Current;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static bool IsPast(Fact fact, KnownAt knownAt) => knownAt is KnownAt.Fact last && fact.Number > last.Number;
}
