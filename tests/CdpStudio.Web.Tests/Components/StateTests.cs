using Bunit;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Components;

public sealed class StateTests : ComponentTest
{
    [Fact]
    public void Loaded_OnItsWay_SaysSoAndHoldsThePlace()
    {
        var shown = RenderLoaded(null);

        Assert.Equal("Loading", shown.Find("[role=status] .vh").TextContent);
        Assert.Equal(3, shown.FindAll(".skeleton").Count);
    }

    [Fact]
    public void Loaded_Empty_ShowsWhatEmptyMeans() => Assert.Contains("nothing here", RenderLoaded([]).Markup, StringComparison.Ordinal);

    [Fact]
    public void Loaded_There_ShowsIt() => Assert.Equal("2 rows", RenderLoaded(["a", "b"]).Find("p").TextContent);

    [Fact]
    public void Loaded_Refused_SaysWhyAsAnAlert() =>
        Assert.Contains("not now", RenderLoaded(null, refused: "not now").Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Field_WithAnError_TiesItToTheControl()
    {
        var shown = Render<Field>(parameters => parameters
            .Add(f => f.Label, "Name")
            .Add(f => f.Help, "Others see it.")
            .Add(f => f.Error, "Write a name.")
            .Add(f => f.ChildContent, (FieldIds ids) => builder =>
            {
                builder.OpenElement(0, "input");
                builder.AddMultipleAttributes(1, ids.Attributes);
                builder.CloseElement();
            }));

        var input = shown.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(input.Id, shown.Find("label").GetAttribute("for"));
        var described = input.GetAttribute("aria-describedby")!.Split(' ');
        Assert.Equal(["Write a name.", "Others see it."], described.Select(id => shown.Find($"#{id}").TextContent));
    }

    [Fact]
    public void Button_Busy_TakesNoSecondPress()
    {
        var pressed = 0;
        var shown = Render<Button>(parameters => parameters
            .Add(b => b.Busy, true)
            .Add(b => b.OnPress, EventCallback.Factory.Create(this, () => pressed++))
            .AddChildContent("Save"));

        shown.Find("button").Click();

        Assert.Equal(0, pressed);
        Assert.Equal("true", shown.Find("button").GetAttribute("aria-busy"));
    }

    [Fact]
    public void Button_OfAnIconAlone_HasAName() =>
        Assert.Equal("Close", Render<Button>(p => p.Add(b => b.Glyph, Glyphs.Close).Add(b => b.Name, "Close")).Find("button").GetAttribute("aria-label"));

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(180, "3 min ago")]
    [InlineData(2 * 3600, "2 hours ago")]
    [InlineData(20 * 3600, "yesterday")]
    [InlineData(10 * 86400, "14 Nov")]
    [InlineData(400 * 86400, "20 Oct 2025")]
    public void Ago_OfAnAge_SaysItShortAndInFull(int seconds, string expected)
    {
        var time = Render<Ago>(parameters => parameters.Add(a => a.At, Now.AddSeconds(-seconds))).Find("time");

        Assert.Equal(expected, time.TextContent);
        Assert.EndsWith("(UTC)", time.GetAttribute("title"), StringComparison.Ordinal);
        Assert.EndsWith("Z", time.GetAttribute("datetime"), StringComparison.Ordinal);
    }

    [Fact]
    public void Toast_WithUndo_TakesItBackOnce()
    {
        var undone = 0;
        var shown = Render<ToastHost>();

        Services.GetRequiredService<ToastList>().Show("Saved", () => Task.FromResult(undone++));
        shown.WaitForElement(".toast button").Click();

        Assert.Equal(1, undone);
        Assert.Empty(shown.FindAll(".toast"));
    }

    private IRenderedComponent<Loaded<IReadOnlyList<string>>> RenderLoaded(IReadOnlyList<string>? value, string? refused = null) =>
        Render<Loaded<IReadOnlyList<string>>>(parameters => parameters
            .Add(l => l.Value, value)
            .Add(l => l.Refused, refused)
            .Add(l => l.Rows, 3)
            .Add(l => l.Empty, "<p>nothing here</p>")
            .Add(l => l.ChildContent, (IReadOnlyList<string> items) => $"<p>{items.Count} rows</p>"));
}
