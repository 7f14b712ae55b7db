using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Audience.Snapshots;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>The in-memory engine over given facts, without database or host.</summary>
internal static class InMemoryEngine
{
    /// <summary>All facts in one go, as at start.</summary>
    public static async Task<IAudienceEngine> StartAsync(ReferenceWorld world, DateTimeOffset now) =>
        Over(await RebuildAsync(world.Facts), world, new GivenCatalogue(world), now);

    /// <param name="batch">Facts per publish, as they trickle in while the engine is running.</param>
    /// <param name="restarts">Whether it is stopped and begins with what it saved after each of them.</param>
    public static async Task<IAudienceEngine> FollowAsync(ReferenceWorld world, DateTimeOffset now, int batch, MergeLimits limits, bool restarts = false)
    {
        var index = new AudienceIndex(limits, []);
        var cancelled = CancelledFacts.None;
        var holdsErased = false;
        foreach (var facts in world.Facts.Chunk(batch))
        {
            foreach (var fact in facts)
            {
                if (fact is not Fact.Cancellation)
                {
                    index.Apply(fact, cancelled);
                    holdsErased |= fact is Fact.Erasure;
                    continue;
                }

                var past = world.Facts.TakeWhile(f => f.Number <= fact.Number).ToList();
                cancelled = CancelledFacts.Of(past.OfType<Fact.Cancellation>());
                index = new AudienceIndex(limits, Erased(past));
                holdsErased = false;
                foreach (var known in past) index.Apply(known, cancelled);
            }

            index.Publish();
            if (restarts && !holdsErased) index = SavedIndex.Again(index, limits);
        }

        return Over(index, world, new GivenCatalogue(world), now);
    }

    public static Task<AudienceIndex> RebuildAsync(IReadOnlyList<Fact> facts) =>
        new IndexRebuild(new GivenFacts(facts), null).ReadAsync(CancellationToken.None);

    public static IEnumerable<ProfileId> Erased(IEnumerable<Fact> facts) => facts.OfType<Fact.Erasure>().SelectMany(e => e.Profiles);

    /// <summary>Over facts that go on arriving: whoever applies them publishes them.</summary>
    /// <param name="world">Its facts are read again for what was known earlier.</param>
    public static IAudienceEngine Over(AudienceIndex index, ReferenceWorld world, IAudienceCatalogue catalogue, DateTimeOffset now)
    {
        var readiness = new AudienceReadiness();
        readiness.Complete();
        return new InMemoryAudienceEngine(
            new LiveAudience(index), new PastAudience(new GivenFacts(world.Facts), new CurrentIdentityRules()), readiness, catalogue, new GivenSegments(world), [new GivenSets(world.Tables)], [new GivenObjects(world.Objects)], new StoppedClock(now));
    }
}

internal sealed class GivenCatalogue(ReferenceWorld world) : IAudienceCatalogue
{
    public Declarations Current { get; } = new(
        world.Zone,
        world.Attributes.DistinctBy(a => StudioText.Key(a.Name)).ToDictionary(a => a.Name, a => a.Type),
        world.Properties.GroupBy(p => StudioText.Key(p.Event)).ToDictionary(
            g => g.Key,
            g => new DeclaredEvent(g.DistinctBy(p => StudioText.Key(p.Path)).ToDictionary(p => p.Path, p => new DeclaredProperty(p.Type, p.RefersTo)))))
    {
        Winning = world.Winning.DistinctBy(w => StudioText.Key(w.Name)).ToDictionary(w => w.Name, w => w.Rule),
    };
}

internal sealed class GivenObjects(IReadOnlyList<ReferenceObject> all) : IAudienceObjects
{
    private readonly Dictionary<string, AudienceObjects> _byType =
        all.GroupBy(o => StudioText.Key(o.Type)).ToDictionary(g => g.Key, g => new AudienceObjects(g.ToDictionary(o => o.Key, o => o.Json)));

    public AudienceObjects? Find(string type) => _byType.GetValueOrDefault(StudioText.Key(type));
}

internal sealed class GivenSegments(ReferenceWorld world) : ISegmentRules
{
    public Rule? Find(string key) => world.Segments.GetValueOrDefault(key);
}

/// <summary>A log that never grows.</summary>
internal sealed class GivenFacts(IReadOnlyList<Fact> facts) : IFactLog
{
    public long Last => facts.Count;

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var fact in facts.Skip((int)after)) yield return fact;
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Cancellation>>([.. facts.OfType<Fact.Cancellation>()]);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Erasure>>([.. facts.OfType<Fact.Erasure>()]);

    public Task WaitAsync(long after, CancellationToken cancellationToken) =>
        Last > after ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);
}

/// <summary>Stands still; whoever waits for it is woken at once.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
