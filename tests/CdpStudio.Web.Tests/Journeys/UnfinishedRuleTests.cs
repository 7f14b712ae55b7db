using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Segments.Builder;
using CdpStudio.Web.Tests.Components;
using CdpStudio.Web.Tests.Segments;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Journeys;

/// <summary>Whatever somebody typed into a rule is there again when the settings are opened the next time.</summary>
public sealed class UnfinishedRuleTests : ComponentTest
{
    private JourneyStep? _kept;

    public UnfinishedRuleTests()
    {
        var engine = new FakeEngine();
        var segments = new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance);
        Services.AddRules();
        Services.AddSingleton<Core.Audience.IAudienceVocabulary>(engine);
        Services.AddSingleton<Core.Audience.IAudienceEngine>(engine);
        Services.AddSingleton(segments);
        Services.AddSingleton(new WorkspaceVocabulary(engine, segments, []));
        Services.AddScoped<StepWording>();
        Services.AddTransient<LiveCounts>();
        Services.AddTransient<RuleBoard>();
        this.AddAuthorization().SetAuthorized("linh@kilim.example").SetPolicies(Permission.QueryAudience);
    }

    [Fact]
    public async Task Branch_LineWithoutAValue_IsThereAgainAndMarked()
    {
        var panel = Show(new JourneyStep.Branch("b", "", null, null, Rule: null));
        await panel.FindAll(".rule footer button")[0].ClickAsync(new MouseEventArgs());
        await NameAsync(panel, "Attribute", "country");

        var again = Show(_kept!);

        Assert.Equal("country", again.Find("input[aria-label=Attribute]").GetAttribute("value"));
        Assert.Equal("true", again.Find("input[aria-label=Value]").GetAttribute("aria-invalid"));
        Assert.Null(Assert.IsType<JourneyStep.Branch>(_kept).Rule);

        await again.Find("input[aria-label=Value]").InputAsync("VN");
        var branch = Assert.IsType<JourneyStep.Branch>(_kept);
        Assert.Null(branch.Unfinished);
        Assert.Equal("""{"all":[{"attribute":"country","op":"eq","value":"VN"}]}""", branch.Rule!.ToJsonString());
    }

    [Fact]
    public async Task Branch_HalfOfIt_IsTheRuleOfTheFinishedLines()
    {
        var panel = Show(new JourneyStep.Branch("b", "", null, null, System.Text.Json.Nodes.JsonNode.Parse("""{"all":[{"attribute":"points","op":"gte","value":5}]}""")));
        await panel.FindAll(".rule footer button")[0].ClickAsync(new MouseEventArgs());

        var branch = Assert.IsType<JourneyStep.Branch>(_kept);

        Assert.Equal("""{"all":[{"attribute":"points","op":"gte","value":5}]}""", branch.Rule!.ToJsonString());
        Assert.Equal(2, Show(branch).FindAll("[data-line]").Count);
    }

    [Fact]
    public async Task Entry_FilterWithoutAValue_IsThereAgainAndTheOthersGoOnFiltering()
    {
        var panel = Show(new JourneyStep.Entry(
            "e", "", null, null, new EntryTrigger.Event("Bought", System.Text.Json.Nodes.JsonNode.Parse("""[{"property":"total","op":"gt","value":5}]""")), EntryAgain.Never));
        await panel.FindAll(".where > button")[^1].ClickAsync(new MouseEventArgs());
        await NameAsync(panel, "Property", "coupon", last: true);

        var again = Show(_kept!);

        Assert.Equal(["total", "coupon"], again.FindAll("input[aria-label=Property]").Select(i => i.GetAttribute("value")));
        var entry = Assert.IsType<JourneyStep.Entry>(_kept);
        Assert.Equal("""[{"property":"total","op":"gt","value":5}]""", Assert.IsType<EntryTrigger.Event>(entry.Trigger).Where!.ToJsonString());
        Assert.NotNull(entry.Unfinished);
    }

    [Fact]
    public async Task Entry_ByAChange_SaysWhatItIsFromAndTo()
    {
        var panel = Show(new JourneyStep.Entry("e", "", null, null, Trigger: null, EntryAgain.Never));
        await panel.FindAll("input[type=radio]")[(int)EntryKind.Change].ChangeAsync(true);
        await NameAsync(panel, "Attribute", "country");
        Assert.Equal(new EntryTrigger.Change("country", From: null, To: null), Assert.IsType<JourneyStep.Entry>(_kept).Trigger);

        panel = Show(_kept!);
        await panel.FindAll("select")[0].ChangeAsync(nameof(ChangeEndKind.Missing));
        panel = Show(_kept!);
        await panel.FindAll("select")[1].ChangeAsync(nameof(ChangeEndKind.Value));
        Assert.Contains("\"from\":null,\"to\":\"\"", DefinitionWriter.Write(_kept!), StringComparison.Ordinal);
        panel = Show(_kept!);
        await panel.Find("input[aria-label='New value']").InputAsync("VN");

        Assert.Contains("\"attribute\":\"country\",\"from\":null,\"to\":\"VN\"", DefinitionWriter.Write(_kept!), StringComparison.Ordinal);
        Assert.Equal("VN", Show(_kept!).Find("input[aria-label='New value']").GetAttribute("value"));
    }

    private static async Task NameAsync(IRenderedComponent<StepPanel> panel, string label, string name, bool last = false)
    {
        AngleSharp.Dom.IElement Field() => panel.FindAll($"input[aria-label={label}]")[last ? ^1 : 0];
        await Field().InputAsync(name);
        await Field().BlurAsync(new FocusEventArgs());
    }

    private IRenderedComponent<StepPanel> Show(JourneyStep step) => Render<StepPanel>(parameters => parameters
        .Add(p => p.Step, step).Add(p => p.Definition, JourneyDefinition.Of([step], [])).Add(p => p.CanEdit, true).Add(p => p.OnChange, change => _kept = change.Step));
}
