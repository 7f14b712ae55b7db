using System.Data.Common;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Segments;

public sealed class SaveSegmentTests : IDisposable
{
    private const string Country = """{"attribute":"country","op":"eq","value":"VN"}""";

    private readonly SegmentsFixture _segments = new();

    [Fact]
    public async Task Save_NewKey_IsVersionOneAsWrittenAndFoundByTheEngine()
    {
        const string Rule = """{ "attribute" : "country", "op" : "eq", "value" : "VN" }""";

        var saved = Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("vn", Rule));

        Assert.True(saved.IsNew);
        var row = await _segments.List.ReadAsync(SegmentsFixture.Key("vn"), default);
        Assert.Equal((Rule, 1, "Linh", _segments.Clock.Now), (row!.Rule, row.Version, row.Owner, row.CreatedAt));
        Assert.IsType<Rule.Attribute>(_segments.Rules.Find("VN"));
    }

    [Fact]
    public async Task Save_OverAnything_IsTheNextVersion()
    {
        await _segments.SaveAsync("vn", Country);

        var saved = Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("vn", """{"everyone":true}"""));

        Assert.Equal((false, 2), (saved.IsNew, saved.Segment.Version));
        Assert.IsType<Rule.Everyone>(_segments.Rules.Find("vn"));
    }

    [Fact]
    public async Task Save_OverNothing_LeavesWhatStandsThere()
    {
        await _segments.SaveAsync("vn", Country);

        Assert.Equal(
            new SaveSegmentResult.KeyTaken(SegmentsFixture.Key("vn")),
            await _segments.SaveAsync("vn", """{"everyone":true}""", new SaveOver.Nothing()));
    }

    [Fact]
    public async Task Save_OverAnOldVersion_ShowsWhatOthersSaved()
    {
        await _segments.SaveAsync("vn", Country);
        await _segments.SaveAsync("vn", """{"everyone":true}""");

        var result = Assert.IsType<SaveSegmentResult.ChangedMeanwhile>(await _segments.SaveAsync("vn", Country, new SaveOver.Version(1)));

        Assert.Equal(2, result.Now!.Version);
    }

    [Theory]
    [InlineData("""{"all":[{"attribute":"country","op":"near","value":"VN"}]}""", "/all/0/op")]
    [InlineData("""{"all":[]}""", "/all")]
    [InlineData("""{"any":[{"all":[]}]}""", "/any/0/all")]
    [InlineData("""{"segment":"nobody"}""", "/segment")]
    [InlineData("""{"any":[{"everyone":true},{"reachable":"email"}]}""", "/any/1")]
    [InlineData("not json", "")]
    public async Task Save_RuleThatIsRefused_SaysWhereAndStoresNothing(string rule, string pointer)
    {
        var refused = Assert.IsType<SaveSegmentResult.RuleRefused>(await _segments.SaveAsync("vn", rule));

        Assert.Equal(pointer, refused.Refusal.Pointer);
        await using var db = _segments.Database.CreateDbContext();
        Assert.Equal(0, await db.Segments.CountAsync());
    }

    [Fact]
    public async Task Save_RuleThatLeadsBackToItself_IsRefusedWithThePath()
    {
        await _segments.SaveAsync("a", Country);
        await _segments.SaveAsync("b", """{"all":[{"segment":"A"}]}""");
        await _segments.SaveAsync("c", """{"not":{"segment":"b"}}""");

        var refused = Assert.IsType<SaveSegmentResult.RuleRefused>(
            await _segments.SaveAsync("a", """{"any":[{"everyone":true},{"segment":"c"}]}"""));

        Assert.Equal("/any/1/segment", refused.Refusal.Pointer);
        Assert.Contains("A → C → B → A", refused.Refusal.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Save_NewSegmentThatNamesItself_IsACycleAndNotUnknown()
    {
        var refused = Assert.IsType<SaveSegmentResult.RuleRefused>(await _segments.SaveAsync("a", """{"segment":"a"}"""));

        Assert.Contains("leads back", refused.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_NameNeverSeen_IsSavedWithAWarning()
    {
        var saved = Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("vn", Country));

        Assert.Equal("/attribute", Assert.Single(saved.Warnings).Pointer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Save_WithoutAName_IsRefused(string name) =>
        Assert.IsType<SaveSegmentResult.NameRefused>(await _segments.SaveAsync("vn", Country, name: name));

    [Fact]
    public async Task Delete_NamedByAnother_IsRefusedWithItsName()
    {
        await _segments.SaveAsync("a", Country);
        await _segments.SaveAsync("b", """{"segment":"A"}""", name: "Those of A");

        var inUse = Assert.IsType<DeleteSegmentResult.InUse>(await _segments.DeleteAsync("a"));

        Assert.Equal("Those of A", Assert.Single(inUse.Users).Name);
        Assert.NotNull(_segments.Rules.Find("a"));
    }

    [Fact]
    public async Task Delete_NamedByNobody_IsGoneForTheEngineToo()
    {
        await _segments.SaveAsync("a", Country);

        Assert.IsType<DeleteSegmentResult.Deleted>(await _segments.DeleteAsync("a"));

        Assert.Null(_segments.Rules.Find("a"));
        Assert.IsType<DeleteSegmentResult.NotFound>(await _segments.DeleteAsync("a"));
    }

    [Fact]
    public async Task Load_AfterARestart_FindsWhatWasSaved()
    {
        await _segments.SaveAsync("a", Country);
        var restarted = new SegmentRules(_segments.Database, NullLogger<SegmentRules>.Instance);

        await restarted.LoadAsync(default);

        Assert.Equal(_segments.Rules.Find("a")!.ToString(), restarted.Find("a")!.ToString());
    }

    [Fact]
    public async Task Load_ThatReadBeforeASave_DoesNotTakeItAwayAgain()
    {
        var reading = new AfterReading();
        var rules = new SegmentRules(
            _segments.Database.Provider.CreateFactory([new TextInterceptor(), reading]), NullLogger<SegmentRules>.Instance);
        reading.Once = async () => rules.Put(Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("a", Country)).Segment);

        await rules.LoadAsync(default);

        Assert.True(rules.Has("a"));
    }

    [Fact]
    public async Task Put_OlderVersionThatComesLate_ChangesNothing()
    {
        var first = Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("a", Country, name: "First")).Segment;
        Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync("a", Country, name: "Second"));

        _segments.Rules.Put(first);

        Assert.Equal("Second", _segments.Rules.NameOf("a"));
    }

    public void Dispose() => _segments.Dispose();

    /// <summary>Does something between what was read and whoever gets it.</summary>
    private sealed class AfterReading : DbCommandInterceptor
    {
        public Func<Task>? Once { get; set; }

        public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            if (Once is { } once)
            {
                Once = null;
                await once();
            }

            return result;
        }
    }
}
