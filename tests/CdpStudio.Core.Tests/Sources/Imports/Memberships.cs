using CdpStudio.Core.Audience;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Sources.Imports;

/// <summary>Who is in some segments that ask about what imports bring, kept as the product keeps it.</summary>
internal sealed class Memberships : IDisposable
{
    private readonly ImportRig _rig;
    private readonly SegmentRules _rules;
    private readonly IndexedProfileDirectory _directory;
    private readonly MembershipFollower _follower;

    private Memberships(ImportRig rig)
    {
        _rig = rig;
        var clock = rig.Ingestion.Clock;
        var words = new FakeAudience();
        var readiness = new AudienceReadiness();
        readiness.Complete();
        _rules = new SegmentRules(rig.Database, NullLogger<SegmentRules>.Instance);
        _directory = new IndexedProfileDirectory(rig.Audience, words, clock);
        var sets = new SegmentSets(rig.Database, _rules);
        var engine = new InMemoryAudienceEngine(rig.Audience, new PastAudience(rig.Database.FactLog, new CurrentIdentityRules()), readiness, words, _rules, [sets], [], clock);
        _follower = new MembershipFollower(
            _rules, new MembershipBook(rig.Database, rig.Database.Queue), new MembershipSignal(), sets,
            new ImportedPeople(new FactsOfImports(rig.Database), rig.Database.FactLog, _directory), engine, words, readiness, clock,
            Options.Create(new SegmentOptions()), NullLogger<MembershipFollower>.Instance);
    }

    public static async Task<Memberships> OfAsync(ImportRig rig)
    {
        var words = new FakeAudience();
        words.Say("city");
        words.Say("Order");
        var memberships = new Memberships(rig);
        var save = new SaveSegmentHandler(
            rig.Database.Queue, memberships._rules, new WorkspaceVocabulary(words, memberships._rules, []), words, new MembershipSignal(), rig.Ingestion.Clock,
            NullLogger<SaveSegmentHandler>.Instance);
        foreach (var (key, rule) in new[]
        {
            ("everybody", """{"everyone":true}"""), ("ulm", """{"attribute":"city","op":"eq","value":"Ulm"}"""),
            ("placed", """{"attribute":"city","op":"exists"}"""), ("buyers", """{"event":"Order"}"""),
        })
        {
            Assert.IsType<SaveSegmentResult.Saved>(await save.HandleAsync(new SaveSegment(SegmentsFixture.Key(key), key, rule, "Linh", new SaveOver.Anything()), default));
        }

        return memberships;
    }

    /// <summary>After a round of the follower: each segment with its members' identifiers.</summary>
    public async Task<string> DescribeAsync()
    {
        await _rig.FollowAsync();
        await _follower.FollowAsync(default);
        await using var db = _rig.Database.CreateDbContext();
        var stays = await db.SegmentStays.Where(s => s.LeftGeneration == null).ToListAsync();
        return string.Join('\n', _rules.All.OrderBy(r => r.Key.Value, StringComparer.Ordinal).Select(segment =>
            $"{segment.Key}: {string.Join(" | ", stays.Where(s => s.Segment == segment.Number).Select(Words).Order(StringComparer.Ordinal))}"));
    }

    private string Words(SegmentStay stay) =>
        string.Join(' ', _directory.Read(stay.Profile)!.Identifiers.Select(i => $"{i.Namespace}:{i.Value}").Order(StringComparer.Ordinal));

    public void Dispose() => _follower.Dispose();
}
