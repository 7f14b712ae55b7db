using Bunit;
using CdpStudio.Web.Components;

namespace CdpStudio.Web.Tests.Components;

public sealed class SearchBoxTests : ComponentTest
{
    [Fact]
    public void Typed_WhileThePageAnswersWhatWasTypedBefore_IsNotTakenBack()
    {
        var told = new List<string>();
        var box = Render<SearchBox>(p => p.Add(b => b.Label, "Find").Add(b => b.ValueChanged, told.Add));
        box.Find("input").Input("kun");
        box.WaitForAssertion(() => Assert.Equal(["kun"], told));

        box.Find("input").Input("kunde17");
        box.Render(p => p.Add(b => b.Value, "kun"));

        Assert.Equal("kunde17", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Value_ChangedByThePage_IsShown()
    {
        var box = Render<SearchBox>(p => p.Add(b => b.Label, "Find").Add(b => b.Value, "ann"));

        box.Render(p => p.Add(b => b.Value, null));

        Assert.Equal("", box.Find("input").GetAttribute("value") ?? "");
    }
}
