using CdpStudio.Core.Audience;
using CdpStudio.Core.Tests.Reference;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

public sealed class InMemoryAudienceEngineTests(ITestOutputHelper output) : RandomAudienceContract(output)
{
    protected override RuleScope Scope => RuleScope.Everything with { KnownAt = false };

    protected override Task<IAudienceEngine> CreateAsync(ReferenceWorld world, DateTimeOffset now)
    {
        // All at once, in batches that leave deltas, and few by few: what arrived together must not matter.
        var batch = (world.Facts.Count % 3) switch { 0 => int.MaxValue, 1 => 50, _ => 7 };
        return Task.FromResult(InMemoryEngine.Of(world, now, batch));
    }
}
