using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Journeys.Definition;

public sealed class JourneyValidationTests
{
    private const string Start = """{"id":"start","kind":"entry","event":"Bought"}""";
    private const string End = """{"id":"end","kind":"exit"}""";
    private const string Yes = """{"attribute":"plan","op":"eq","value":"free"}""";

    private const string HalfDrawn =
        """{"root":{"is":"group","kind":"all","count":1,"lines":[{"is":"attribute","name":"plan","test":{"type":"text","operator":"eq","operands":[""]},"id":{"value":1}}],"id":{"value":0}},"nextId":2}""";

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "a whole journey", Start + "," + End, "start>end", "" },
        { "nothing at all", "", "", "NoEntry" },
        { "no entry", End, "", "NoEntry" },
        { "two entries", Start + """,{"id":"other","kind":"entry","event":"Bought"},""" + End, "start>end,other>end", "TwoEntries@other,TwoEntries@start" },
        { "an entry without a trigger", """{"id":"start","kind":"entry"},""" + End, "start>end", "EntryEmpty@start.event" },
        { "an event without a name", """{"id":"start","kind":"entry","event":" "},""" + End, "start>end", "EventEmpty@start.event" },
        { "an event never seen", """{"id":"start","kind":"entry","event":"Flew"},""" + End, "start>end", "EventUnknown@start.event?" },
        { "a filter that is none", """{"id":"start","kind":"entry","event":"Bought","where":[{"property":"total","op":"like","value":1}]},""" + End, "start>end", "RuleRefused@start.where/0/op" },
        { "a filter by what was never seen", """{"id":"start","kind":"entry","event":"Bought","where":[{"property":"sum","op":"gt","value":1}]},""" + End, "start>end", "RuleWarning@start.where/0/property?" },
        { "a change of nothing", """{"id":"start","kind":"entry","attribute":""},""" + End, "start>end", "AttributeEmpty@start.attribute" },
        { "a change to something", """{"id":"start","kind":"entry","attribute":"PLAN","from":null,"to":"pro"},""" + End, "start>end", "" },
        { "a change of what nobody has", """{"id":"start","kind":"entry","attribute":"size"},""" + End, "start>end", "AttributeUnknown@start.attribute?" },
        { "a change from what is still to be said", """{"id":"start","kind":"entry","attribute":"plan","from":""},""" + End, "start>end", "RuleRefused@start.from/from" },
        { "a change to another type", """{"id":"start","kind":"entry","attribute":"plan","to":5},""" + End, "start>end", "RuleRefused@start.to/to" },
        { "a segment that is gone", """{"id":"start","kind":"entry","segment":"gone"},""" + End, "start>end", "SegmentUnknown@start.segment" },
        { "a segment, written otherwise", """{"id":"start","kind":"entry","segment":"VIPS"},""" + End, "start>end", "" },
        { "no segment chosen", """{"id":"start","kind":"entry","segment":""},""" + End, "start>end", "SegmentEmpty@start.segment" },
        { "a wait without a time", Start + """,{"id":"w","kind":"wait"},""" + End, "start>w,w>end", "WaitMissing@w.for" },
        { "a wait of nothing", Start + """,{"id":"w","kind":"wait","for":"0d"},""" + End, "start>w,w>end", "WaitUnreadable@w.for" },
        { "a wait backwards", Start + """,{"id":"w","kind":"wait","for":"-1d"},""" + End, "start>w,w>end", "WaitUnreadable@w.for" },
        { "a wait of a year", Start + """,{"id":"w","kind":"wait","for":"1y"},""" + End, "start>w,w>end", "" },
        { "a wait of ten years", Start + """,{"id":"w","kind":"wait","for":"10y"},""" + End, "start>w,w>end", "WaitTooLong@w.for" },
        { "a wait of 367 days", Start + """,{"id":"w","kind":"wait","for":"367d"},""" + End, "start>w,w>end", "WaitTooLong@w.for" },
        { "a branch without a rule", Start + """,{"id":"b","kind":"branch"},""" + End, "start>b,b:yes>end,b:no>end", "RuleMissing@b.rule" },
        { "a branch by a half-drawn rule", Start + """,{"id":"b","kind":"branch","unfinished":""" + HalfDrawn + "}," + End, "start>b,b:yes>end,b:no>end", "RuleUnfinished@b.rule" },
        { "a branch with a finished line and another", Start + """,{"id":"b","kind":"branch","rule":""" + Yes + ""","unfinished":""" + HalfDrawn + "}," + End, "start>b,b:yes>end,b:no>end", "RuleUnfinished@b.rule" },
        { "a half-drawn filter", """{"id":"start","kind":"entry","event":"Bought","unfinished":""" + HalfDrawn + "}," + End, "start>end", "FilterUnfinished@start.where" },
        { "a branch by an empty rule", Start + """,{"id":"b","kind":"branch","rule":{"all":[]}},""" + End, "start>b,b:yes>end,b:no>end", "RuleRefused@b.rule/all" },
        { "a branch by a journey", Start + """,{"id":"b","kind":"branch","rule":{"all":[{"journey":"x","state":"active"}]}},""" + End, "start>b,b:yes>end,b:no>end", "RuleRefused@b.rule/all/0/journey" },
        { "a branch by an unknown attribute", Start + """,{"id":"b","kind":"branch","rule":{"attribute":"size","op":"exists"}},""" + End, "start>b,b:yes>end,b:no>end", "RuleWarning@b.rule/attribute?" },
        { "a branch with one way", Start + """,{"id":"b","kind":"branch","rule":""" + Yes + "}," + End, "start>b,b:yes>end", "EdgeMissing@b.outcome:no" },
        { "a loose end", Start, "", "EdgeMissing@start.outcome:next" },
        { "a step that nobody reaches", Start + """,{"id":"w","kind":"wait","for":"1d"},""" + End, "start>end,w>end", "Unreachable@w?" },
        { "a loop with a wait and a way out", Start + """,{"id":"w","kind":"wait","for":"1d"},{"id":"b","kind":"branch","rule":""" + Yes + "}," + End, "start>w,w>b,b:yes>end,b:no>w", "" },
        { "a loop with a wait, for ever", Start + """,{"id":"w","kind":"wait","for":"1d"},""" + End, "start>w,w>w", "NoWayOut@start?,NoWayOut@w?,Unreachable@end?" },
        { "a loop without a wait", Start + """,{"id":"b","kind":"branch","rule":""" + Yes + """},{"id":"m","kind":"email"},""" + End, "start>m,m>b,b:yes>end,b:no>m", "LoopWithoutWait@b,LoopWithoutWait@m" },
        { "a branch that leads to itself", Start + """,{"id":"b","kind":"branch","rule":""" + Yes + "}," + End, "start>b,b:yes>end,b:no>b", "LoopWithoutWait@b" },
        { "what leads out of a loop is not in it", Start + """,{"id":"b","kind":"branch","rule":""" + Yes + """},{"id":"m","kind":"email"},""" + End, "start>b,b:yes>m,m>end,b:no>b", "LoopWithoutWait@b" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Problems_OfADraft_LeadToTheFieldAtFault(string what, string steps, string ways, string expected)
    {
        var problems = JourneyValidation.Problems(Read(steps, ways), Vocabulary.Instance);

        Assert.True(expected == string.Join(',', problems.Select(Words).Order(StringComparer.Ordinal)), $"{what}: {string.Join(',', problems.Select(Words))}");
        Assert.All(problems, p => Assert.NotEmpty(Texts.GetString(p.Key, System.Globalization.CultureInfo.InvariantCulture)!));
    }

    [Fact]
    public void Problems_OfMoreStepsThanFit_SayThat()
    {
        var steps = Enumerable.Range(0, 501).Select(i => $$"""{"id":"w{{i}}","kind":"wait","for":"1d"}""");
        var journey = Read(Start + "," + string.Join(',', steps), "start>w0," + string.Join(',', Enumerable.Range(0, 501).Select(i => $"w{i}>w{(i + 1) % 501}")));

        Assert.Contains(JourneyValidation.Problems(journey, Vocabulary.Instance), p => p is { Step: null, Key: "TooManySteps", Severity: ProblemSeverity.Error });
    }

    private static System.Resources.ResourceManager Texts { get; } = new(typeof(ProblemTexts));

    private static string Words(JourneyProblem problem) =>
        problem.Key + (problem.Step is null ? "" : "@" + problem.Step) + (problem.Field.Length == 0 ? "" : "." + problem.Field) + problem.Pointer
        + (problem.Severity == ProblemSeverity.Warning ? "?" : "");

    /// <param name="ways">Such as <c>start>w,b:yes>end</c>.</param>
    private static JourneyDefinition Read(string steps, string ways)
    {
        var edges = ways.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(way =>
        {
            var (from, to) = (way.Split('>')[0], way.Split('>')[1]);
            var outcome = from.Split(':') is [_, var named] ? named : "next";
            return $$"""{"from":"{{from.Split(':')[0]}}","outcome":"{{outcome}}","to":"{{to}}"}""";
        });
        return Assert.IsType<DefinitionReading.Read>(DefinitionReader.Read($$"""{"version":1,"steps":[{{steps}}],"edges":[{{string.Join(',', edges)}}]}""")).Definition;
    }

    private sealed class Vocabulary : IRuleVocabulary
    {
        public static Vocabulary Instance { get; } = new();

        public DataType? TypeOf(string attribute) => StudioText.Key(attribute) == StudioText.Key("plan") ? DataType.Text : null;

        public bool KnowsEvent(EventPattern pattern) => pattern.Takes(StudioText.Key("Bought"));

        public bool KnowsProperty(string path) => StudioText.Key(path) == StudioText.Key("total");

        public bool HasSegment(string key) => StudioText.Key(key) == StudioText.Key("vips");

        public bool HasTag(string key) => false;

        public bool HasList(string key) => false;

        public bool HasJourney(string key) => false;
    }
}
