using System.Globalization;
using Bunit;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;

namespace CdpStudio.Web.Tests.Components;

public sealed class DayInputTests : ComponentTest
{
    private readonly List<string> _chosen = [];

    [Theory]
    [InlineData("en", "11/24/2026", "24")]
    [InlineData("zh-Hant", "2026/11/24", "24")]
    [InlineData("vi", "24/11/2026", "24")]
    [InlineData("fa", "1405/9/3", "3")]
    public void Day_IsWrittenAndMarkedInTheReadersCalendar(string tag, string written, string marked)
    {
        Read(tag);

        var input = RenderDay("2026-11-24");

        Assert.Equal(written, input.Find("input").GetAttribute("value"));
        Assert.Equal(marked, input.Find("button[aria-pressed=true]").TextContent);
    }

    [Fact]
    public void Picked_IsToldAsEveryLanguageStoresIt()
    {
        Read("fa");
        var input = RenderDay("2026-11-24");

        input.FindAll("td button").Single(b => b.TextContent == "1").Click();

        Assert.Equal(["2026-11-22"], _chosen);
        Assert.Equal("1405/9/1", input.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Typed_IsToldAndWrittenAsTheReaderWrites()
    {
        Read("vi");
        var input = RenderDay("");

        input.Find("input").Change("1-12-2026");

        Assert.Equal(["2026-12-01"], _chosen);
        Assert.Equal("01/12/2026", input.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Typed_WhatIsNoDay_StaysToBeMended()
    {
        var input = RenderDay("2026-11-24");

        input.Find("input").Change("next week");

        Assert.Equal([""], _chosen);
        Assert.Equal("next week", input.Find("input").GetAttribute("value"));
        Assert.Equal("true", input.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Turned_ShowsTheNextMonthAndChoosesNothing()
    {
        var input = RenderDay("2026-11-24");

        input.Find("button[aria-label='Next month']").Click();

        Assert.Contains("December 2026", input.Markup, StringComparison.Ordinal);
        Assert.Empty(_chosen);
    }

    // Stands for the page: what is told is the value from then on.
    private IRenderedComponent<DayInput> RenderDay(string value)
    {
        IRenderedComponent<DayInput>? shown = null;
        shown = Render<DayInput>(p => p.Add(d => d.Label, "Day").Add(d => d.Value, value).Add(d => d.OnChange, day =>
        {
            _chosen.Add(day);
            shown!.Render(q => q.Add(d => d.Value, day)); // it was rendered before anybody chose
        }));
        return shown;
    }

    private static void Read(string tag)
    {
        var language = Language.Spoken.Single(l => l.Tag == tag);
        (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (language.Culture, language.FormatCulture);
    }
}
