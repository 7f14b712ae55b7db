using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using NodaTime.Text;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

public sealed class AdvanceTests
{
    private static readonly NodeExplanation s_seen = new("", true, "\"free\"", [7, 5], 2, [new("/all/0", true, null, [], 0, [])]);

    [Fact]
    public void Next_BeforeItIsDue_ChangesNothing()
    {
        var entered = Advance.Next(Line("2d"), Enter(Line("2d"), 0), 0, None, WorkspaceZone.Utc).State;

        var result = Advance.Next(Line("2d"), entered, Days(2) - 1, None, WorkspaceZone.Utc);

        Assert.Equal(entered, result.State);
        Assert.Empty(result.Effects);
    }

    [Fact]
    public void Next_WhenTheWaitIsOver_SendsOnceAndEnds()
    {
        var waiting = Advance.Next(Line("2d"), Enter(Line("2d"), 0), 0, None, WorkspaceZone.Utc);
        Assert.Equal(new RunState(JourneyRunState.Active, "w", 2, 0, Days(2)), waiting.State);

        var result = Advance.Next(Line("2d"), waiting.State, Days(2), None, WorkspaceZone.Utc);

        Assert.Equal(new SendEmail("m", 3, Days(2), ConsentPlace.Marketing), Assert.Single(result.Effects));
        Assert.Equal(new RunState(JourneyRunState.Completed, "end", 4, Days(2), null), result.State);
        Assert.Equal(["next", "next", "end"], result.Visits.Select(v => v.Outcome));
    }

    // What was due while the product was down happens now, and the next wait counts from now: nobody gets two mails at once.
    [Fact]
    public void Next_LongAfterItWasDue_CountsTheNextWaitFromNow()
    {
        var journey = Read("start>w,w>v,v>end", Wait("w", "1d"), Wait("v", "1d"));
        var waiting = Advance.Next(journey, Enter(journey, 0), 0, None, WorkspaceZone.Utc).State;

        var result = Advance.Next(journey, waiting, Days(30), None, WorkspaceZone.Utc);

        Assert.Equal(new RunState(JourneyRunState.Active, "v", 3, Days(30), Days(31)), result.State);
    }

    [Fact]
    public void Next_ByAClockThatWentBack_NeverLeavesBeforeItCame()
    {
        var journey = Read("start>w,w>end", Wait("w", "1d"));
        var waiting = Advance.Next(journey, Enter(journey, Days(10)), Days(10), None, WorkspaceZone.Utc).State;

        Assert.Equal(waiting, Advance.Next(journey, waiting, Days(9), None, WorkspaceZone.Utc).State);
        var due = waiting with { DueAt = Days(9) };
        Assert.Equal(Days(10), Advance.Next(journey, due, Days(9), None, WorkspaceZone.Utc).Visits[0].LeftAt);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z", "1d", "2026-03-29T12:00:00Z")] // 24 hours, over the night that lacks one
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z", "24h", "2026-03-29T12:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-10T12:00:00Z", "1mo", "2026-04-10T11:00:00Z")] // 13:00 on the wall, before and after
    [InlineData("Europe/Berlin", "2026-02-28T01:30:00Z", "1mo", "2026-03-28T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-02-28T23:30:00Z", "1mo", "2026-03-31T22:30:00Z")] // the 1st of March on the wall; April's clock
    [InlineData("Europe/Berlin", "2026-09-25T00:30:00Z", "1mo", "2026-10-25T00:30:00Z")] // 02:30 comes twice: the first
    [InlineData("Europe/Berlin", "2026-01-31T12:00:00Z", "1mo", "2026-02-28T12:00:00Z")]
    [InlineData("Asia/Tehran", "2026-03-20T12:00:00Z", "1y", "2027-03-20T12:00:00Z")]
    public void Enter_AWait_IsDueByTheWorkspacesZone(string zone, string from, string length, string due)
    {
        Assert.True(WorkspaceZone.TryFind(zone, out var found));
        var journey = Read("start>w,w>end", Wait("w", length));

        var result = Advance.Next(journey, Enter(journey, Moment(from)), Moment(from), None, found);

        Assert.Equal(Moment(due), result.State.DueAt);
    }

    [Fact]
    public void Next_AtABranch_AsksAndFollowsTheAnswer()
    {
        var journey = Read("start>b,b:yes>end,b:no>w,w>end", Branch("b"), Wait("w", "1d"));

        var asking = Advance.Next(journey, Enter(journey, 5), 5, None, WorkspaceZone.Utc);
        Assert.Equal(new BranchQuestion("b", 2, 5), asking.Question);

        var decided = new BranchAnswer.Decided(false, s_seen);
        var result = Advance.Next(journey, Enter(journey, 5), 5, new Dictionary<int, BranchAnswer> { [2] = decided }, WorkspaceZone.Utc);
        Assert.Equal("w", result.State.Step);
        Assert.Equal(("no", decided), (result.Visits[1].Outcome, result.Visits[1].Decision));
    }

    [Fact]
    public void Next_WhereNobodyIsAnyMore_Exits()
    {
        var journey = Read("start>b,b:yes>end,b:no>end", Branch("b"));

        var result = Advance.Next(journey, Enter(journey, 5), 5, new Dictionary<int, BranchAnswer> { [2] = new BranchAnswer.Gone() }, WorkspaceZone.Utc);

        Assert.Equal((JourneyRunState.Exited, Outcome.Gone), (result.State.State, result.Visits[^1].Outcome));
    }

    [Fact]
    public void Next_WhereNoAnswerIsToBeHad_StaysAndAsksAgainLater()
    {
        var journey = Read("start>b,b:yes>end,b:no>end", Branch("b"));

        var result = Advance.Next(journey, Enter(journey, 5), 5, new Dictionary<int, BranchAnswer> { [2] = new BranchAnswer.NotNow("why") }, WorkspaceZone.Utc);

        Assert.Equal(new RunState(JourneyRunState.Active, "b", 2, 5, 5 + 300_000), result.State);
        Assert.Equal("why", result.NotNow);
    }

    [Fact]
    public void Next_AtALooseEnd_Exits()
    {
        var journey = Read("start>m", Email("m"));

        var result = Advance.Next(journey, Enter(journey, 5), 5, None, WorkspaceZone.Utc);

        Assert.Equal(JourneyRunState.Exited, result.State.State);
        Assert.Single(result.Effects);
    }

    [Fact]
    public void Detail_OfADecision_IsReadAsItWasWritten()
    {
        var read = DecisionJson.Read(DecisionJson.Write(new BranchAnswer.Decided(true, s_seen)))!;

        Assert.True(read.Holds);
        Assert.Equal(Flat(s_seen), Flat(read.Explanation));
    }

    [Fact]
    public void Detail_ThatVersionOneWrote_IsRead()
    {
        const string Saved = """{"version":1,"holds":true,"tree":{"node":"","holds":true,"value":"\"free\"","matching":2,"events":[7,5],"children":[{"node":"/all/0","holds":true}]}}""";

        Assert.Equal(Flat(s_seen), Flat(DecisionJson.Read(Saved)!.Explanation));
        Assert.Equal(Saved, DecisionJson.Write(new BranchAnswer.Decided(true, s_seen)).Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Next_AnyAcceptedJourney_EndsOrWaitsAndIsReplayedAlike()
    {
        var accepted = 0;
        RandomRuns.Each(dice =>
        {
            var journey = RandomJourney.Finished(dice);
            if (JourneyValidation.Problems(journey, new EveryName(_ => DataType.Text)).Any(p => p.Severity == ProblemSeverity.Error)) return;

            accepted++;
            Walk(journey, dice);
        });

        Assert.True(accepted * 5 >= RandomRuns.Count, FormattableString.Invariant($"Only {accepted} of {RandomRuns.Count} journeys were accepted."));
    }

    private static void Walk(JourneyDefinition journey, Dice dice)
    {
        var now = Moment("2026-01-05T09:00:00Z");
        var entered = Advance.Enter(journey, "start", now, WorkspaceZone.Utc);
        var (state, lived, effects) = (entered.State, entered.Visits.ToList(), new List<SendEmail>());
        var calls = new List<(long Now, Dictionary<int, BranchAnswer> Answers)>();
        // 40 looks at any moment, due or not, also by a clock that goes back.
        for (var i = 0; i < 40 && state.State == JourneyRunState.Active; i++)
        {
            now += dice.Chance(10) ? -dice.Long(0, Days(2)) : dice.Long(0, Days(40));
            var (result, answers) = Answered(journey, state, now, dice);
            // Ends, waits, or has come so far that it goes on with the next call.
            Assert.True(
                result.State.State != JourneyRunState.Active || result.Visits.Count > Advance.MaxVisits || result.State.DueAt > Math.Max(now, state.CameAt)
                    || result.State == state,
                "It neither ended nor waits.");
            calls.Add((now, answers));
            Join(lived, result);
            effects.AddRange(result.Effects);
            state = result.State;
        }

        Assert.Equal(Enumerable.Range(1, lived.Count), lived.Select(v => v.Visit));
        Assert.All(lived.SkipLast(1), v => Assert.True(v.CameAt <= v.LeftAt && v.Outcome is not null));
        // One effect for each visit of a mail that was left, and for no other.
        Assert.Equal(lived.Where(v => journey.Find(v.Step) is JourneyStep.Email && v.Outcome is not null).Select(v => v.Visit), effects.Select(e => e.Visit));

        // Again from the beginning, with what was answered then.
        var (again, relived) = (entered.State, entered.Visits.ToList());
        foreach (var (at, answers) in calls)
        {
            var result = Advance.Next(journey, again, at, answers, WorkspaceZone.Utc);
            Join(relived, result);
            again = result.State;
        }

        Assert.Equal(state, again);
        Assert.Equal(lived, relived);
    }

    private static (AdvanceResult Result, Dictionary<int, BranchAnswer> Answers) Answered(JourneyDefinition journey, RunState state, long now, Dice dice)
    {
        var answers = new Dictionary<int, BranchAnswer>();
        while (true)
        {
            var result = Advance.Next(journey, state, now, answers, WorkspaceZone.Utc);
            if (result.Question is not { } question) return (result, answers);

            answers.Add(question.Visit, dice.Chance(3) ? new BranchAnswer.NotNow("later") : new BranchAnswer.Decided(dice.Chance(50), s_seen));
        }
    }

    private static void Join(List<StepVisit> visits, AdvanceResult result)
    {
        visits.RemoveAt(visits.Count - 1);
        visits.AddRange(result.Visits);
    }

    private static IEnumerable<string> Flat(NodeExplanation node) =>
        node.Children.SelectMany(Flat).Prepend($"{node.Node} {node.Holds} {node.Value} {string.Join(' ', node.Events)} {node.MatchingEvents}");

    private static IReadOnlyDictionary<int, BranchAnswer> None { get; } = new Dictionary<int, BranchAnswer>();

    private static RunState Enter(JourneyDefinition journey, long now) => Advance.Enter(journey, "start", now, WorkspaceZone.Utc).State;

    private static long Days(int days) => days * 86_400_000L;

    private static long Moment(string text) => InstantPattern.ExtendedIso.Parse(text).Value.ToUnixTimeMilliseconds();

    private static JourneyDefinition Line(string wait) => Read("start>w,w>m,m>end", Wait("w", wait), Email("m"));

    private static JourneyStep Wait(string id, string length) => new JourneyStep.Wait(id, "", null, null, length);

    private static JourneyStep Email(string id) => new JourneyStep.Email(id, "", null, null, MessageContent.Empty);

    private static JourneyStep Branch(string id) => new JourneyStep.Branch(id, "", null, null, JsonNode.Parse("{}"));

    private static JourneyDefinition Read(string ways, params JourneyStep[] steps) => JourneyDefinition.Of(
        [new JourneyStep.Entry("start", "", null, null, null, EntryAgain.Never), new JourneyStep.Exit("end", "", null, null), .. steps],
        ways.Split(',').Select(way => way.Split('>', ':') is [var from, .. var middle, var to] ? new JourneyEdge(from, middle is [var outcome] ? outcome : Outcome.Next, to) : throw new ArgumentException(way)));
}
