using CdpStudio.Web.Components;

namespace CdpStudio.Web.Tests.Components;

/// <summary>Typing is ahead of the page: what the page says late must not take back what was typed since.</summary>
public sealed class TypedTextTests
{
    private readonly TypedText _field = new();

    [Fact]
    public void Answer_ToAnEarlierKey_TakesNothingBack()
    {
        Type("k", "ku", "kun");

        _field.Take("k");
        Assert.Equal("kun", _field.Text);
        _field.Take("kun");
        Assert.Equal("kun", _field.Text);
    }

    [Fact]
    public void Answer_WhileMoreIsTypedThanTold_TakesNothingBack()
    {
        Type("kun");
        _field.Text = "kunde17";

        _field.Take("kun");

        Assert.Equal("kunde17", _field.Text);
    }

    [Fact]
    public void Value_ThatWasNeverTyped_IsShown()
    {
        Type("ann");
        _field.Take("ann");

        _field.Take("");
        Assert.Equal("", _field.Text);
        _field.Take("bob");
        Assert.Equal("bob", _field.Text);
    }

    [Fact]
    public void Value_TypedAndAnsweredBefore_IsShownWhenThePageGoesBackToIt()
    {
        Type("1");
        _field.Take("1");
        Type("12");
        _field.Take("12");

        _field.Take("1");

        Assert.Equal("1", _field.Text);
    }

    [Fact]
    public void Value_OfAPageThatNeverAnswers_IsShownInTheEnd()
    {
        for (var key = 0; key < 200; key++) Type($"{key}");

        _field.Take("0");

        Assert.Equal("0", _field.Text);
    }

    private void Type(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            _field.Text = text;
            _field.Tell();
        }
    }
}
