using Bunit;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Journeys.Outline;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Tests.Components;
using CdpStudio.Web.Tests.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Journeys;

/// <summary>Whoever works without a mouse stays in the list: each edit takes its row away, or the menu in which it was chosen.</summary>
public sealed class OutlineViewTests : ComponentTest
{
    private readonly OutlinePen _pen = new(
        JourneyDefinition.Of(
            [
                new JourneyStep.Entry("start", "", null, null, null, EntryAgain.AfterExit), new JourneyStep.Wait("w", "A day", null, null, "1d"),
                new JourneyStep.Email("m", "Hello", null, null, MessageContent.Empty), new JourneyStep.Exit("end", "Over", null, null),
            ],
            [new("start", Outcome.Next, "w"), new("w", Outcome.Next, "m"), new("m", Outcome.Next, "end")]),
        version: 1,
        (version, _, _) => Task.FromResult<DraftAnswer>(new DraftAnswer.Saved(version + 1)));

    public OutlineViewTests()
    {
        var engine = new FakeEngine();
        var segments = new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance);
        Services.AddRules();
        Services.AddSingleton<Core.Audience.IAudienceVocabulary>(engine);
        Services.AddSingleton(segments);
        Services.AddSingleton(new WorkspaceVocabulary(engine, segments, []));
        Services.AddScoped<StepWording>();
    }

    [Fact]
    public void Add_FromTheMenu_SetsTheFocusToTheNewStep()
    {
        var outline = Show();

        Choose(outline, "A day", "Email");

        Assert.Equal(NameOf(outline, "Email without a subject"), FocusedId());
    }

    [Theory]
    [InlineData("Hello", "Move up", "Hello")]
    [InlineData("A day", "Move down", "A day")]
    [InlineData("Hello", "Delete", "A day")]
    public void MoveOrDelete_FromTheMenu_SetsTheFocusToTheStepOrTheOneAbove(string step, string action, string focused)
    {
        var outline = Show();
        var expected = NameOf(outline, focused);

        Choose(outline, step, action);

        Assert.Equal(expected, FocusedId());
    }

    [Fact]
    public void Undo_OfAnAddedStep_SetsTheFocusToTheOneAbove()
    {
        var outline = Show();
        var above = NameOf(outline, "A day");
        Choose(outline, "A day", "Email");

        outline.Find("section").KeyDown(new KeyboardEventArgs { Key = "z", CtrlKey = true });

        Assert.Equal(above, FocusedId());
        outline.Find("section").KeyDown(new KeyboardEventArgs { Key = "y", CtrlKey = true });
        Assert.Equal(NameOf(outline, "Email without a subject"), FocusedId());
    }

    private IRenderedComponent<OutlineView> Show() => Render<OutlineView>(parameters => parameters.Add(p => p.Pen, _pen).Add(p => p.CanEdit, true));

    private static void Choose(IRenderedComponent<OutlineView> outline, string step, string action) =>
        outline.FindAll("li").First(row => row.QuerySelector(".title")?.TextContent == step)
            .QuerySelectorAll(".list button").First(button => button.TextContent == action).Click();

    // bUnit writes a reference into the page in the rendering that makes the element, and in no later one.
    private static string NameOf(IRenderedComponent<OutlineView> outline, string step) =>
        outline.FindAll("button.name").First(name => name.QuerySelector(".title")?.TextContent == step).GetAttribute("blazor:elementReference")!;

    private string FocusedId() => ((ElementReference)JSInterop.VerifyFocusAsyncInvoke(calledTimes: JSInterop.Invocations["Blazor._internal.domWrapper.focus"].Count)[^1].Arguments[0]!).Id;
}
