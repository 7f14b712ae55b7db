using CdpStudio.Core.Audience;
using CdpStudio.Core.Tests.Reference;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>The judge is judged too, by the cases whose members were written by hand.</summary>
public sealed class ReferenceAudienceEngineTests(ITestOutputHelper output) : AudienceEngineContract(output)
{
    protected override Task<IAudienceEngine> CreateAsync(ReferenceWorld world, DateTimeOffset now) =>
        Task.FromResult<IAudienceEngine>(new ReferenceAudienceEngine(world, now));
}
