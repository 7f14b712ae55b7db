using Bunit;
using CdpStudio.Web.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Tests.Components;

public sealed class NameInPlaceTests : ComponentTest
{
    private readonly List<string> _typed = [];
    private readonly List<string> _takenBack = [];

    [Fact]
    public void Name_AtFirst_IsAHeadingWithAButtonThatRenamesIt()
    {
        var name = RenderNamed("Loyal");

        Assert.Equal("Loyal", name.Find("h1").TextContent);
        Assert.Equal("Rename Loyal", name.Find("button").GetAttribute("aria-label"));
        Assert.Empty(name.FindAll("input"));
    }

    [Fact]
    public void Opened_ShowsTheNameInAFieldWithTheFocus_AndKeepsTheHeading()
    {
        var name = RenderNamed("Loyal");

        name.Find("button").Click();

        Assert.Equal("Loyal", name.Find("input").GetAttribute("value"));
        Assert.Equal("Loyal", name.Find("h1").TextContent);
        Assert.Single(JSInterop.Invocations, i => i.Identifier == "Blazor._internal.domWrapper.focus");
    }

    [Fact]
    public void Enter_KeepsWhatWasTyped()
    {
        var name = RenderNamed("Loyal");
        name.Find("button").Click();

        Type(name, "Lo", "Loyals");
        name.Find("input").KeyDown("Enter");

        Assert.Equal(["Lo", "Loyals"], _typed);
        Assert.Empty(_takenBack);
        Assert.Equal("Loyals", name.Find("h1").TextContent);
        Assert.Empty(name.FindAll("input"));
    }

    [Fact]
    public void Focus_OnWhatTheBrowserHasNoMore_DoesNotEndThePage()
    {
        JSInterop.SetupVoid("Blazor._internal.domWrapper.focus", _ => true).SetException(new JSException("Unable to focus an invalid element."));
        var name = RenderNamed("Loyal");

        name.Find("button").Click();
        name.Find("input").KeyDown("Escape");

        Assert.Equal("Rename Loyal", name.Find("button").GetAttribute("aria-label"));
    }

    [Fact]
    public void GoingElsewhere_KeepsWhatWasTyped()
    {
        var name = RenderNamed("Loyal");
        name.Find("button").Click();

        Type(name, "Loyals");
        name.Find("input").Blur();

        Assert.Empty(_takenBack);
        Assert.Empty(name.FindAll("input"));
    }

    [Fact]
    public void Escape_GivesTheNameBackAsItWas()
    {
        var name = RenderNamed("Loyal");
        name.Find("button").Click();

        Type(name, "Loyals");
        name.Find("input").KeyDown("Escape");

        Assert.Equal(["Loyal"], _takenBack);
        Assert.Empty(name.FindAll("input"));
        name.Find("button").Click();
        Assert.Equal("Loyal", name.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Emptied_IsNotLeftWithoutAName()
    {
        var name = RenderNamed("Loyal");
        name.Find("button").Click();

        Type(name, " ");
        name.Find("input").KeyDown("Enter");

        Assert.Equal(["Loyal"], _takenBack);
    }

    [Fact]
    public void New_IsOpenUntilItHasAName()
    {
        var name = Render<NameInPlace>(p => p
            .Add(n => n.Label, "Name").Add(n => n.Value, "").Add(n => n.Title, "New segment").Add(n => n.IsNew, true));

        name.Find("input").Blur();

        Assert.Equal("Name", name.Find("input").GetAttribute("aria-label"));
        Assert.Equal("New segment", name.Find("h1").TextContent);
    }

    [Fact]
    public void Refused_OpensAndSaysWhy()
    {
        var name = RenderNamed("Loyal");

        name.Render(p => p.Add(n => n.Error, "Give it a name."));

        var input = name.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("Give it a name.", name.Find($"#{input.GetAttribute("aria-describedby")}").TextContent);
    }

    // Stands for the page: what is typed is the name from then on.
    private IRenderedComponent<NameInPlace> RenderNamed(string value)
    {
        IRenderedComponent<NameInPlace>? shown = null;
        shown = Render<NameInPlace>(p => p
            .Add(n => n.Label, "Name").Add(n => n.Value, value).Add(n => n.Title, value)
            .Add(n => n.OnType, text => Become(_typed, text))
            .Add(n => n.OnCancel, text => Become(_takenBack, text)));
        return shown;

        void Become(List<string> said, string text)
        {
            said.Add(text);
            shown!.Render(p => p.Add(n => n.Value, text).Add(n => n.Title, text)); // it was rendered before anybody typed
        }
    }

    private static void Type(IRenderedComponent<NameInPlace> name, params string[] texts)
    {
        foreach (var text in texts) name.Find("input").Input(text);
    }
}
