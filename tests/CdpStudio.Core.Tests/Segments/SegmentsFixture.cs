using CdpStudio.Core.Audience;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Segments;

/// <summary>The segments over a real database, with people as the test says.</summary>
public sealed class SegmentsFixture : IDisposable
{
    public SegmentsFixture()
    {
        Rules = new SegmentRules(Database, NullLogger<SegmentRules>.Instance);
        Signal = new MembershipSignal();
        Sets = new SegmentSets(Database, Rules);
    }

    public TestDatabase Database { get; } = new();

    public ManualClock Clock { get; } = new();

    public SegmentRules Rules { get; }

    public MembershipSignal Signal { get; }

    public SegmentSets Sets { get; }

    /// <summary>Who else names segments.</summary>
    public List<IUsesSegments> Users { get; } = [];

    public SegmentList List => new(Database);

    internal FakeAudience Audience { get; } = new();

    private ImportedPeople Imported => new(new FactsOfImports(Database), Database.FactLog, new IndexedProfileDirectory(new LiveAudience(), Audience, Clock));

    public Task<SaveSegmentResult> SaveAsync(string key, string rule, SaveOver? over = null, string? name = null) => new SaveSegmentHandler(
        Database.Queue, Rules, new WorkspaceVocabulary(Audience, Rules, []), Audience, Signal, Clock, NullLogger<SaveSegmentHandler>.Instance)
        .HandleAsync(new SaveSegment(Key(key), name ?? key, rule, "Linh", over ?? new SaveOver.Anything()), default);

    public Task<DeleteSegmentResult> DeleteAsync(string key) =>
        new DeleteSegmentHandler(Database.Queue, Rules, Users, Signal, NullLogger<DeleteSegmentHandler>.Instance).HandleAsync(new DeleteSegment(Key(key)), default);

    /// <summary>A follower as a process has it after a start.</summary>
    public MembershipFollower Follower() => new(
        Rules, new MembershipBook(Database, Database.Queue), Signal, Sets, Imported, Audience, Audience, new AudienceReadiness(), Clock, Options.Create(new SegmentOptions()),
        NullLogger<MembershipFollower>.Instance);

    public static SegmentKey Key(string text) => SegmentKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);

    public void Dispose() => Database.Dispose();
}
