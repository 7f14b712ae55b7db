using Bunit;
using CdpStudio.Web.Components;

namespace CdpStudio.Web.Tests.Components;

/// <summary>Fields that tell the page with every key, over a page that draws with what it was told some keys ago.</summary>
public sealed class TypingTests : ComponentTest
{
    [Fact]
    public void Combo_TypedAheadOfThePage_KeepsWhatWasTyped()
    {
        var told = new List<string>();
        var combo = Render<Combo>(p => p
            .Add(c => c.Label, "Value").Add(c => c.Value, "").Add(c => c.Find, _ => [])
            .Add(c => c.OnType, told.Add));
        foreach (var text in new[] { "G", "Ge", "Ger" }) combo.Find("input").Input(text);

        combo.Render(p => p.Add(c => c.Value, "G"));

        Assert.Equal(["G", "Ge", "Ger"], told);
        Assert.Equal("Ger", Shown(combo));
        combo.Render(p => p.Add(c => c.Value, "Ger"));
        combo.Render(p => p.Add(c => c.Value, "undone"));
        Assert.Equal("undone", Shown(combo));
    }

    [Fact]
    public void Combo_ThatTellsOnlyWhatIsChosen_KeepsWhatIsBeingTyped()
    {
        var combo = Render<Combo>(p => p.Add(c => c.Label, "Event").Add(c => c.Value, "").Add(c => c.Find, _ => []));
        combo.Find("input").Input("Order");

        combo.Render(p => p.Add(c => c.Value, ""));

        Assert.Equal("Order", Shown(combo));
    }

    [Fact]
    public void TokenInput_TypedAheadOfThePage_KeepsWhatWasTyped()
    {
        var told = new List<string>();
        var field = Render<TokenInput>(p => p.Add(f => f.Label, "Value").Add(f => f.Value, "1").Add(f => f.OnType, told.Add));
        foreach (var text in new[] { "12", "120", "1204" }) field.Find("input").Input(text);

        field.Render(p => p.Add(f => f.Value, "12"));

        Assert.Equal(["12", "120", "1204"], told);
        Assert.Equal("1204", Shown(field));
        field.Render(p => p.Add(f => f.Value, "1204"));
        field.Render(p => p.Add(f => f.Value, "7"));
        Assert.Equal("7", Shown(field));
    }

    private static string? Shown<T>(IRenderedComponent<T> field)
        where T : Microsoft.AspNetCore.Components.IComponent => field.Find("input").GetAttribute("value");
}
