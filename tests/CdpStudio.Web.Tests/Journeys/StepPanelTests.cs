using Bunit;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Tests.Components;
using CdpStudio.Web.Tests.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Journeys;

public sealed class StepPanelTests : ComponentTest
{
    private readonly List<StepChange> _changes = [];

    public StepPanelTests()
    {
        var engine = new FakeEngine();
        var segments = new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance);
        Services.AddRules();
        Services.AddSingleton<Core.Audience.IAudienceVocabulary>(engine);
        Services.AddSingleton(segments);
        Services.AddSingleton(new WorkspaceVocabulary(engine, segments, []));
        Services.AddScoped<StepWording>();
        Services.AddSingleton(new CurrentTopics(new NoDatabase(), TimeProvider.System, NullLogger<CurrentTopics>.Instance));
        Services.AddScoped<ConsentWords>();
    }

    [Fact]
    public void Wait_AnotherLength_IsToldWithTheFieldThatWasTypedIn()
    {
        var panel = Show(new JourneyStep.Wait("w", "", null, null, "2d"));
        Assert.Equal("2 days", panel.Find("h2").TextContent);

        panel.Find("input[type=number]").Input("12");

        Assert.Equal(new StepChange(new JourneyStep.Wait("w", "", null, null, "12d"), "for"), Assert.Single(_changes));
    }

    [Fact]
    public void Problems_StandAtTheirField()
    {
        var panel = Show(new JourneyStep.Wait("w", "", null, null, ""), new StepProblem("w", "for", IsError: true, "Say how long to wait."));

        Assert.Equal("true", panel.Find("input[type=number]").GetAttribute("aria-invalid"));
        Assert.Contains("Say how long to wait.", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_OfABranch_AreChosenFromTheOtherSteps()
    {
        StepWay? way = null;
        var panel = Render<StepPanel>(parameters => parameters
            .Add(p => p.Step, Steps[1]).Add(p => p.Definition, Definition).Add(p => p.CanEdit, true).Add(p => p.OnConnect, asked => way = asked));

        var select = panel.FindAll("select")[^1];
        Assert.DoesNotContain(select.Children, option => option.GetAttribute("value") == "start");
        select.Change("end");

        Assert.Equal(new StepWay("next", "end"), way);
    }

    [Fact]
    public void Reader_WhoMayNotWrite_FindsNoButtonAndClosedFields()
    {
        var panel = Render<StepPanel>(parameters => parameters.Add(p => p.Step, Steps[1]).Add(p => p.Definition, Definition));

        Assert.NotNull(panel.Find("fieldset[disabled]"));
        Assert.Empty(panel.FindAll("footer"));
    }

    [Fact]
    public void Mail_TypedIn_IsToldWithItsField()
    {
        ContentChange? told = null;
        var form = Render<ContentForm>(parameters => parameters.Add(f => f.Content, MessageContent.Empty).Add(f => f.OnChange, change => told = change));

        form.FindAll("input[data-merge]")[0].Input("Hello");

        Assert.Equal(new ContentChange(MessageContent.Empty with { Subject = "Hello" }, "subject"), told);
    }

    [Fact]
    public void Mail_ButtonEmptied_IsNoButton()
    {
        ContentChange? told = null;
        var content = MessageContent.Empty with { Button = new MessageButton("", "https://kilim.example") };
        var form = Render<ContentForm>(parameters => parameters.Add(f => f.Content, content).Add(f => f.OnChange, change => told = change));

        form.FindAll("input[type=url]")[1].Input("");

        Assert.Null(told?.Content.Button);
    }

    private static JourneyStep[] Steps =>
    [
        new JourneyStep.Entry("start", "", null, null, null, EntryAgain.Never), new JourneyStep.Wait("w", "", null, null, "2d"), new JourneyStep.Exit("end", "", null, null),
    ];

    private static JourneyDefinition Definition => JourneyDefinition.Of(Steps, [new JourneyEdge("start", "next", "w")]);

    private IRenderedComponent<StepPanel> Show(JourneyStep step, params StepProblem[] problems) => Render<StepPanel>(parameters => parameters
        .Add(p => p.Step, step).Add(p => p.Definition, Definition).Add(p => p.CanEdit, true).Add(p => p.Problems, problems).Add(p => p.OnChange, _changes.Add));

    private sealed class NoDatabase : IDbContextFactory<StudioDbContext>
    {
        public StudioDbContext CreateDbContext() => throw new NotSupportedException();
    }
}
