using Bunit;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Segments.Builder;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Segments;

public sealed class PersonCheckTests : ComponentTest
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeEngine _engine = new();
    private readonly RuleBoard _board;

    public PersonCheckTests()
    {
        var vocabulary = new WorkspaceVocabulary(_engine, new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance), []);
        Services.AddRules();
        Services.AddSingleton<IAudienceEngine>(_engine);
        Services.AddSingleton<IAudienceVocabulary>(_engine);
        Services.AddSingleton<IProfileDirectory>(new OnePerson());
        Services.AddSingleton(vocabulary);
        _board = new RuleBoard(new LiveCounts(_engine, vocabulary, TimeProvider.System), TimeProvider.System);
        Draw("""{"all":[{"attribute":"country","op":"eq","value":"VN"},{"attribute":"points","op":"gte","value":5},{"event":"Paid","during":{"last":"90d"},"op":"gte","value":1}]}""");
        _engine.Why = rule => new NodeExplanation("", false, null, [], 0,
        [
            new("/all/0", true, "\"VN\"", [], 0, []),
            new("/all/1", false, null, [], 0, []) { Shortfall = new Shortfall(null, """{"op":"gte","value":5}""", null) },
            new("/all/2", false, "2", [8, 9], 2, []) { Shortfall = new Shortfall("2", """{"op":"gte","value":3}""", 1) },
        ]) { FlipsAt = new DateTimeOffset(2026, 3, 4, 5, 6, 0, TimeSpan.Zero) };
    }

    [Fact]
    public void Asked_SaysWhetherThePersonIsInAndWhatWasSeenForEachLine()
    {
        var check = Ask();

        Assert.Contains("Ann Lee is not in.", check.Find("[role=status]").TextContent, StringComparison.Ordinal);
        var lines = check.FindAll(".lines li").Select(l => l.TextContent).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Contains("Known: VN", lines[0], StringComparison.Ordinal);
        Assert.Contains("does not hold", lines[1], StringComparison.Ordinal);
        Assert.Contains("Nothing is known", lines[1], StringComparison.Ordinal);
        Assert.Contains("2 matching events", lines[2], StringComparison.Ordinal);
        Assert.Contains("2 of 3", lines[2], StringComparison.Ordinal);
        Assert.Contains("in from 3/4/2026", check.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/profiles/7", check.Find("a.button").GetAttribute("href"));
    }

    [Fact]
    public void Rule_ThatChangesMeanwhile_IsAskedAgain()
    {
        var check = Ask();
        _engine.Why = rule => new NodeExplanation("", true, null, [], 0, [new("/all/0", true, "\"VN\"", [], 0, [])]);

        Draw("""{"all":[{"attribute":"country","op":"eq","value":"VN"}]}""");
        check.Render(p => p.Add(c => c.Board, _board));

        check.WaitForAssertion(() => Assert.Contains("Ann Lee is in.", check.Find("[role=status]").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Single(check.FindAll(".lines li"));
    }

    [Fact]
    public void Rule_ThatIsNotEvaluatedYet_SaysSo()
    {
        _engine.Why = rule => throw new RuleNotYetException("/all/0", "Reachability");

        var check = Ask();

        Assert.Contains("Reachability", check.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_Found_IsSaid()
    {
        var check = Render<PersonCheck>(p => p.Add(c => c.Board, _board));

        check.Find("input").Input("zoe");

        check.WaitForAssertion(() => Assert.Contains("Nobody", check.Find("[role=status]").TextContent, StringComparison.Ordinal), s_patience);
    }

    private IRenderedComponent<PersonCheck> Ask()
    {
        var check = Render<PersonCheck>(p => p.Add(c => c.Board, _board));
        check.Find("input").Input("ann");
        check.WaitForElement(".hits button", s_patience).Click();
        check.WaitForElement(".stack > [role]:not(.search)", s_patience);
        return check;
    }

    private void Draw(string json)
    {
        using var rule = System.Text.Json.JsonDocument.Parse(json);
        _board.Open(RuleDraft.Read(rule.RootElement, _engine.TypeOf));
    }

    private sealed class OnePerson : IProfileDirectory
    {
        private static readonly Identifier s_ann = new("user_id", "ann");

        public long Position => 1;

        public long Count => 1;

        public ProfileId? Find(Identifier identifier) => null;

        public ProfileId? NumberOf(Identifier identifier) => Find(identifier);

        public IReadOnlyList<ProfileHit> Search(string text, int limit) =>
            s_ann.Value.StartsWith(text, StringComparison.Ordinal) ? [new ProfileHit(new ProfileId(7), s_ann)] : [];

        public ProfileRecord? Read(ProfileId profile) => new(
            profile, [s_ann], [new AttributeAssertion("name", "\"Ann Lee\"", DataType.Text, new SourceId(1), 0, 1)], 0, 0, 0);

        public IReadOnlyList<ProfileId> Numbers(ProfileId profile) => [profile];

        public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) => [];

        public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit) => [];
    }
}
