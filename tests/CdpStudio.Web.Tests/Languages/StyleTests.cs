using System.Text.RegularExpressions;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Right to left mirrors everything, because no style says left or right and no size or colour stands outside the tokens.</summary>
public sealed partial class StyleTests
{
    public static TheoryData<string> Styles => [.. Repository.WebFiles("*.css").Select(Repository.Relative)];

    public static TheoryData<string> Markup => [.. Repository.WebFiles("*.razor").Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Style_SaysNeitherLeftNorRight(string file) =>
        Assert.Empty(Physical().Matches(Read(file)).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Styles))]
    public void Style_TakesColoursFromTheTokens(string file)
    {
        if (file.EndsWith("tokens.css", StringComparison.Ordinal)) return;

        Assert.Empty(Colour().Matches(Read(file)).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(Markup))]
    public void Markup_HasNoStyleOfItsOwn(string file) => Assert.Empty(InlineStyle().Matches(Read(file)).Select(match => match.Value));

    private static string Read(string file) => Comment().Replace(File.ReadAllText(Path.Combine(Repository.Root, file)), "");

    [GeneratedRegex(@"(?<![\w.-])((margin|padding|border)-(left|right)|left|right|(min-|max-)?width|(min-|max-)?height|text-align\s*:\s*(left|right)|float\s*:\s*(left|right))(?=\s*:)|text-align\s*:\s*(left|right)|float\s*:\s*(left|right)")]
    private static partial Regex Physical();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)a?\(")]
    private static partial Regex Colour();

    [GeneratedRegex("""\sstyle\s*=""")]
    private static partial Regex InlineStyle();

    // Media queries may speak of the width of the window.
    [GeneratedRegex(@"/\*.*?\*/|@media[^{]*", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
