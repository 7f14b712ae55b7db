using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Journeys.Outline;

namespace CdpStudio.Web.Tests.Journeys;

public sealed class OutlineTests
{
    [Fact]
    public void Rows_Branch_SetsItsWaysInAndNamesWhatStandsElsewhere()
    {
        var rows = OutlineRow.Of(Journey("start>b", "b.yes>end", "b.no>m", "m>end"));

        Assert.Equal(["0 start", "0 b", "1 yes", "2 end", "1 no", "2 m", "2 go to end", "apart", "0 w", "0 loose w.next"], rows.Select(Written));
    }

    [Fact]
    public void Rows_LooseEndsAndStepsApart_AreSaid()
    {
        var rows = OutlineRow.Of(Journey("start>w", "m>end"));

        Assert.Equal(["0 start", "0 w", "0 loose w.next", "apart", "0 b", "1 yes", "2 loose b.yes", "1 no", "2 loose b.no", "0 m", "0 end"], rows.Select(Written));
    }

    [Fact]
    public void Rows_Loop_EndsWhereItBegan() =>
        Assert.Contains("2 go to w", OutlineRow.Of(Journey("start>w", "w>b", "b.yes>end", "b.no>w")).Select(Written));

    [Theory]
    [InlineData("m", "start>m m>w w>b b.yes>end")]
    [InlineData("w", "start>w w>m m>b b.yes>end")] // above it stands the entry
    [InlineData("b", "start>w w>b b.yes>m m>end")]
    [InlineData("end", "start>w w>m m>b b.yes>end")] // nothing comes after an end
    public void MoveUp_StepInAChain_ChangesPlacesWithTheOneAbove(string step, string expected)
    {
        var before = Journey("start>w", "w>m", "m>b", "b.yes>end");

        Assert.Equal(Edges(Journey(expected.Split(' '))), Edges(before.MoveUp(before.Find(step)!)));
    }

    [Fact]
    public void MoveDown_ThenUp_IsWhereItWas()
    {
        var before = Journey("start>w", "w>m", "m>end");

        var down = before.MoveDown(before.Find("w")!);

        Assert.Equal(Edges(Journey("start>m", "m>w", "w>end")), Edges(down));
        Assert.Equal(Edges(before), Edges(down.MoveUp(down.Find("w")!)));
    }

    [Fact]
    public async Task Pen_TypedInARow_IsOneStepToUndo()
    {
        using var pen = Open(Journey("start>w", "w>end"));
        var wait = (JourneyStep.Wait)pen.Present.Find("w")!;

        foreach (var length in new[] { "1d", "12d" }) await pen.ChangeAsync(wait with { For = length }, "for");
        await pen.UndoAsync();

        Assert.Equal(wait, pen.Present.Find("w"));
        Assert.Null(pen.Undoable);
        await pen.RedoAsync();
        Assert.Equal("12d", ((JourneyStep.Wait)pen.Present.Find("w")!).For);
    }

    [Fact]
    public async Task Pen_Settled_HasSavedWhatWasDrawn()
    {
        var server = new FakeServer(Journey("start>w", "w>end"));
        using var pen = Open(server);
        pen.Add(new NewStep("email", "start", Outcome.Next).Make(), "start", Outcome.Next);

        Assert.Equal(2, await pen.SettleAsync());

        Assert.True(pen.IsSaved);
        Assert.Equal(Edges(pen.Present), Edges(server.Draft));
    }

    [Fact]
    public async Task Pen_SomebodyElseSaved_StandsAgainstItUntilOneIsTaken()
    {
        var server = new FakeServer(Journey("start>w", "w>end"));
        using var pen = Open(server);
        server.Save(Journey("start>m", "m>end"));
        await pen.RemoveAsync("w");

        Assert.Null(await pen.SettleAsync());
        Assert.Equal("Linh", pen.Clash?.By);

        pen.TakeMine();
        Assert.Equal(3, await pen.SettleAsync());
        Assert.Equal(Edges(pen.Present), Edges(server.Draft));
    }

    [Fact]
    public async Task Pen_TheirsTaken_CanBeBroughtBackByUndo()
    {
        var server = new FakeServer(Journey("start>w", "w>end"));
        using var pen = Open(server);
        server.Save(Journey("start>m", "m>end"));
        await pen.RemoveAsync("w");
        var mine = Edges(pen.Present);
        await pen.SettleAsync();

        pen.TakeTheirs();

        Assert.Equal("m>end start>m", Edges(pen.Present));
        await pen.UndoAsync();
        Assert.Equal(mine, Edges(pen.Present));
    }

    private static OutlinePen Open(JourneyDefinition definition) => Open(new FakeServer(definition));

    private static OutlinePen Open(FakeServer server) => new(server.Draft, server.Version, server.SaveAsync);

    /// <summary>All of an entry, a wait, a branch, a mail and an exit, with edges such as <c>b.yes>end</c>.</summary>
    private static JourneyDefinition Journey(params string[] edges) => JourneyDefinition.Of(
        [
            new JourneyStep.Entry("start", "", null, null, null, EntryAgain.Never), new JourneyStep.Wait("w", "", null, null, "2d"),
            new JourneyStep.Branch("b", "", null, null, null), new JourneyStep.Email("m", "", null, null, Core.Messaging.Content.MessageContent.Empty),
            new JourneyStep.Exit("end", "", null, null),
        ],
        edges.Select(e => e.Split('>', '.') is [var from, var outcome, var to] ? new JourneyEdge(from, outcome, to) : new JourneyEdge(e.Split('>')[0], Outcome.Next, e.Split('>')[1])));

    private static string Edges(JourneyDefinition definition) =>
        string.Join(' ', definition.Edges.Select(e => $"{e.From}{(e.Outcome == Outcome.Next ? "" : "." + e.Outcome)}>{e.To}").Order(StringComparer.Ordinal));

    private static string Written(OutlineRow row) => row switch
    {
        OutlineRow.Step step => $"{step.Level} {step.Shown.Id}",
        OutlineRow.Way way => $"{way.Level} {way.Outcome}",
        OutlineRow.GoTo to => $"{to.Level} go to {to.To.Id}",
        OutlineRow.LooseEnd loose => $"{loose.Level} loose {loose.From.Id}.{loose.Outcome}",
        _ => "apart",
    };

    private sealed class FakeServer(JourneyDefinition draft)
    {
        public JourneyDefinition Draft { get; private set; } = draft;

        public int Version { get; private set; } = 1;

        public void Save(JourneyDefinition drawn) => (Draft, Version) = (drawn, Version + 1);

        public Task<DraftAnswer> SaveAsync(int version, JourneyDefinition drawn, CancellationToken cancellationToken)
        {
            if (version != Version) return Task.FromResult<DraftAnswer>(new DraftAnswer.Clash(Draft, Version, "Linh"));

            Save(drawn);
            return Task.FromResult<DraftAnswer>(new DraftAnswer.Saved(Version));
        }
    }
}
