using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Tests.Journeys.Runtime;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Journeys;

public sealed class DraftTests : IDisposable
{
    private const string Draft = """{"version":1,"steps":[{"id":"start","kind":"entry"},{"id":"end","kind":"exit"}],"edges":[{"from":"start","outcome":"next","to":"end"}]}""";

    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly JourneysNode _node;

    public DraftTests() => _node = new JourneysNode(_database, _database.Queue, new ToldFacts(_database, _database.Queue, _clock), _clock);

    [Fact]
    public async Task Patch_OverAnotherOnes_IsRefusedWithWhatStandsThere()
    {
        var journey = await _node.CreateAsync(Draft);
        Assert.Equal(2, Assert.IsType<SaveDraftResult.Saved>(await MoveAsync(journey, version: 1, x: 10)).Version);

        var changed = Assert.IsType<SaveDraftResult.ChangedMeanwhile>(await MoveAsync(journey, version: 1, x: 20));

        Assert.Equal((2, 10d), (changed.Present.Journey.DraftVersion, changed.Present.Draft.Find("end")!.X));
    }

    [Fact]
    public async Task Patch_WithARefusedEdit_ChangesNothing()
    {
        var journey = await _node.CreateAsync(Draft);

        var refused = Assert.IsType<SaveDraftResult.EditRefused>(await _node.SaveAsync(
            journey.Id, new DraftChange.Edits(1, [new JourneyEdit.Move("end", 1, 1), new JourneyEdit.RemoveStep("nowhere")])));

        Assert.Equal(1, refused.Edit);
        Assert.Equal((1, null), ((await _node.Documents.FindAsync(journey.Id, default))!.Journey.DraftVersion, (await _node.Documents.FindAsync(journey.Id, default))!.Draft.Find("end")!.X));
    }

    [Fact]
    public async Task Patch_AndItsUndo_GiveTheDraftOfBefore()
    {
        var journey = await _node.CreateAsync(Draft);

        var saved = Assert.IsType<SaveDraftResult.Saved>(await _node.SaveAsync(journey.Id, new DraftChange.Edits(1, [new JourneyEdit.RemoveStep("end")])));
        var undone = Assert.IsType<SaveDraftResult.Saved>(await _node.SaveAsync(journey.Id, new DraftChange.Edits(2, saved.Undo)));

        Assert.Equal(journey.Draft, DefinitionWriter.Write(undone.Draft));
    }

    [Fact]
    public async Task Rename_WhileSomebodyDraws_DisturbsNobody()
    {
        var journey = await _node.CreateAsync(Draft);

        Assert.IsType<RenameJourneyResult.Renamed>(await _node.RenameAsync(journey.Id, "Thanks"));

        Assert.IsType<SaveDraftResult.Saved>(await MoveAsync(journey, version: 1, x: 1));
        Assert.IsType<RenameJourneyResult.NameRefused>(await _node.RenameAsync(journey.Id, "  "));
    }

    [Fact]
    public async Task Publish_WithAnError_IsRefusedWithTheProblems()
    {
        var journey = await _node.CreateAsync(Draft);

        var refused = Assert.IsType<PublishJourneyResult.Refused>(await _node.PublishAsync(journey.Id, 1));

        Assert.Contains(refused.Problems, p => p is { Step: "start", Field: "event", Key: "EntryEmpty" });
        Assert.IsType<PublishJourneyResult.ChangedMeanwhile>(await _node.PublishAsync(journey.Id, 2));
        Assert.Equal(OpenJourneyResult.NeverPublished, await _node.OpenAsync(journey.Id));
        Assert.Equal(CloseJourneyResult.NeverPublished, await _node.CloseAsync(journey.Id));
    }

    [Theory]
    [InlineData("""{"any":[{"tag":"gone"}]}""", "RuleRefused", "/any/0/tag")]
    [InlineData("""{"segment":"gone"}""", "RuleRefused", "/segment")]
    public async Task Problems_OfARuleThatNobodyCanAnswer_LeadToItsNode(string rule, string key, string pointer)
    {
        var journey = await _node.CreateAsync(Draft);
        var branch = JourneysNode.Read($$"""{"version":1,"steps":[{"id":"b","kind":"branch","rule":{{rule}}}],"edges":[]}""").Steps[0];

        var saved = Assert.IsType<SaveDraftResult.Saved>(await _node.SaveAsync(journey.Id, new DraftChange.Edits(1, [new JourneyEdit.InsertStep(branch, "start", Outcome.Next)])));

        var problem = Assert.Single(saved.Problems, p => p.Field == "rule");
        Assert.Equal((key, pointer, ProblemSeverity.Error), (problem.Key, problem.Pointer, problem.Severity));
    }

    [Fact]
    public async Task Problems_OfAMail_LeadToThePart()
    {
        var journey = await _node.CreateAsync(Draft);
        var mail = JourneysNode.Read("""{"version":1,"steps":[{"id":"m","kind":"email","content":{"version":1,"text":"{{nobody|x}}"}}],"edges":[]}""").Steps[0];

        var saved = Assert.IsType<SaveDraftResult.Saved>(await _node.SaveAsync(journey.Id, new DraftChange.Edits(1, [new JourneyEdit.InsertStep(mail, "start", Outcome.Next)])));

        Assert.Equal(
            ["MailNoSubject/subject", "MailUnknownAttribute/text"],
            saved.Problems.Where(p => p.Step == "m").Select(p => p.Key + p.Pointer).Order(StringComparer.Ordinal));
    }

    // Each kind of problem that a mail can have has a text.
    [Theory]
    [MemberData(nameof(MailProblems))]
    public void Texts_OfEveryMailProblem_AreThere(string kind) => Assert.False(string.IsNullOrEmpty(
        new System.Resources.ResourceManager(typeof(ProblemTexts)).GetString("Mail" + kind, System.Globalization.CultureInfo.InvariantCulture)));

    public static TheoryData<string> MailProblems => [.. Enum.GetNames<Core.Messaging.Content.ContentProblemKind>()];

    [Fact]
    public async Task List_ByKey_FindsByNameInPages()
    {
        await _node.CreateAsync(Draft, "Willkommen");
        await _node.CreateAsync(Draft, "欢迎");
        await _node.CreateAsync(Draft, "Willkommen");

        Assert.Equal(["journey", "willkommen", "willkommen-2"], (await _node.List.FindAsync(null, null, 10, default)).Select(j => j.Journey.Key));
        Assert.Equal(["willkommen-2"], (await _node.List.FindAsync("WILL", "willkommen", 10, default)).Select(j => j.Journey.Key));
    }

    public void Dispose() => _database.Dispose();

    private Task<SaveDraftResult> MoveAsync(Journey journey, int version, double x) =>
        _node.SaveAsync(journey.Id, new DraftChange.Edits(version, [new JourneyEdit.Move("end", x, 0)]));
}
