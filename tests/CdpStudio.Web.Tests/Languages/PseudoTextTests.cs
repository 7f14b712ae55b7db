using CdpStudio.Web.Languages;

namespace CdpStudio.Web.Tests.Languages;

public sealed class PseudoTextTests
{
    [Theory]
    [InlineData("Save")]
    [InlineData("{0:N0} of {1} rows, about {2} left")]
    [InlineData("Every number is a way to the people behind it.")]
    public void From_AnyText_IsBracketedAndAboutFortyPerCentLonger(string english)
    {
        var pseudo = PseudoText.From(english);

        Assert.StartsWith("[", pseudo, StringComparison.Ordinal);
        Assert.EndsWith("]", pseudo, StringComparison.Ordinal);
        Assert.InRange(pseudo.Length, english.Length * 1.2, (english.Length * 1.6) + 3);
        Assert.DoesNotContain(english, pseudo, StringComparison.Ordinal);
    }

    [Fact]
    public void From_Placeholders_KeepsThem()
    {
        var pseudo = PseudoText.From("{0:N0} of {1} rows");

        Assert.Contains("{0:N0}", pseudo, StringComparison.Ordinal);
        Assert.Contains("{1}", pseudo, StringComparison.Ordinal);
        Assert.Equal(["1,204", "9"], string.Format(System.Globalization.CultureInfo.InvariantCulture, pseudo, 1204, 9).Split(['[', ' ']).Intersect(["1,204", "9"]));
    }

    [Fact]
    public void From_Nothing_IsNothing() => Assert.Equal("", PseudoText.From(""));
}
