using Bunit;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Client;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Segments.Builder;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Segments;

public sealed class RuleEditorTests : BunitContext
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly FakeEngine _engine = new();
    private readonly RuleBoard _board;

    public RuleEditorTests()
    {
        var segments = new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance);
        var vocabulary = new WorkspaceVocabulary(_engine, segments, []);
        Services.AddLogging();
        Services.AddLanguages(new TestingEnvironment());
        Services.AddRules();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<CurrentWorkspace>();
        Services.AddSingleton<IAudienceVocabulary>(_engine);
        Services.AddClearSight();
        Services.AddSingleton(segments);
        Services.AddSingleton(vocabulary);
        JSInterop.Mode = JSRuntimeMode.Loose;
        _board = new RuleBoard(new LiveCounts(_engine, vocabulary, TimeProvider.System), TimeProvider.System);
    }

    [Fact]
    public async Task AddAttribute_NamedAndGivenAValue_IsTheRuleWithItsCounts()
    {
        var editor = Open(RuleDraft.Empty);

        await editor.FindAll("footer button")[0].ClickAsync(new MouseEventArgs());
        await editor.Find("input[aria-label=Attribute]").InputAsync("cou");
        await editor.Find("input[aria-label=Attribute]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await editor.Find("input[aria-label=Attribute]").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        await editor.Find("input[aria-label=Value]").InputAsync("VN");

        Assert.Equal("""{"all":[{"attribute":"country","op":"eq","value":"VN"}]}""", _board.Text.Json);
        editor.WaitForAssertion(() => Assert.Contains("300", editor.Find("[data-line] .alone").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("300", editor.Find("[data-line] .left").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangeOperator_InWords_ChangesTheRuleAndKeepsTheValue()
    {
        var editor = Open(Rule("""{"all":[{"attribute":"country","op":"eq","value":"VN"}]}"""));

        editor.Find("[data-line] select").Change("Text.In");

        Assert.Equal("""{"all":[{"attribute":"country","op":"in","value":["VN"]}]}""", _board.Text.Json);
        Assert.Contains("VN", editor.Find("[role=group][aria-label=Values]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_MoveRemoveAndUndo_DoWhatTheMouseDoes()
    {
        var editor = Open(Rule("""{"all":[{"attribute":"country","op":"exists"},{"attribute":"points","op":"gte","value":5}]}"""));

        await PressAsync(editor, "up", line: 2);
        Assert.Equal(["points", "country"], Names(editor));

        await PressAsync(editor, "remove", line: 2);
        Assert.Equal(["country"], Names(editor));

        await PressAsync(editor, "undo", line: 0);
        await PressAsync(editor, "undo", line: 0);
        Assert.Equal(["country", "points"], Names(editor));

        await PressAsync(editor, "redo", line: 0);
        Assert.Equal(["points", "country"], Names(editor));
    }

    [Fact]
    public void Counting_UnderWay_IsShownAsBusy()
    {
        _engine.Open = new TaskCompletionSource();
        var editor = Open(Rule("""{"all":[{"attribute":"country","op":"exists"}]}"""));
        Assert.Equal("true", editor.Find("[data-line] .left").GetAttribute("aria-busy"));

        _engine.Open.SetResult();

        editor.WaitForAssertion(() => Assert.Null(editor.Find("[data-line] .left").GetAttribute("aria-busy")), s_patience);
    }

    [Fact]
    public void Counting_LineThatIsNotEvaluatedYet_SaysSoAndCountsTheOthers()
    {
        var editor = Open(Rule("""{"all":[{"attribute":"country","op":"exists"},{"reachable":"email"}]}"""));

        editor.WaitForAssertion(() => Assert.Contains("not evaluated yet", editor.Find("[role=alert]").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("300", editor.FindAll("[data-line] .alone")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_AfterSomebodyWantedToSave_AreSaidAtTheirLine()
    {
        var editor = Open(RuleDraft.Empty.Add(new LineId(0), 0, id => new DraftLine.InSegment(id, "")).Draft);

        _board.PointAtGaps();

        editor.WaitForAssertion(() => Assert.Contains("Say which one", editor.Find("[role=alert]").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Typing_InARow_IsCountedOnceAtItsEnd()
    {
        Open(Rule("""{"all":[{"attribute":"country","op":"eq","value":"V"}]}"""));
        await _board.Asked;

        var line = (DraftLine.Attribute)_board.Draft.Root.Lines[0];
        foreach (var text in new[] { "VN", "VNM" }) _board.Change(line with { Test = line.Test.WithOperand(0, text) }, "operand0");
        await _board.Asked;

        Assert.False(_board.IsCounting);
        Assert.Equal(300, _board.Counts.Count);
        _board.Undo();
        Assert.Equal("V", ((DraftLine.Attribute)_board.Draft.Root.Lines[0]).Test.Operands[0]);
    }

    private IRenderedComponent<RuleEditor> Open(RuleDraft draft)
    {
        _board.Open(draft);
        var editor = Render<RuleEditor>(parameters => parameters.Add(e => e.Board, _board));
        _board.Changed += () => editor.InvokeAsync(() => editor.Render());
        return editor;
    }

    private RuleDraft Rule(string json)
    {
        using var rule = System.Text.Json.JsonDocument.Parse(json);
        return RuleDraft.Read(rule.RootElement, _engine.TypeOf);
    }

    private static Task PressAsync(IRenderedComponent<RuleEditor> editor, string key, int line) =>
        editor.Find("[data-rule]").TriggerEventAsync("onrulekey", new RuleKeyEventArgs { Key = key, Line = line });

    private static IEnumerable<string?> Names(IRenderedComponent<RuleEditor> editor) => editor.FindAll("[data-line]").Select(l => l.GetAttribute("aria-label"));

    private sealed class TestingEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Testing";

        public string ApplicationName { get; set; } = "Tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
