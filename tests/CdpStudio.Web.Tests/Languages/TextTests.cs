using System.Text.RegularExpressions;
using System.Xml.Linq;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Every text that people read comes from a resource, and every resource that is asked for is there.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> RazorFiles => [.. Repository.WebFiles("*.razor").Select(Repository.Relative)];

    [Fact]
    public void EveryTextThatIsAskedFor_IsInItsResource()
    {
        var texts = Repository.WebFiles("*.resx").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file), Keys, StringComparer.Ordinal);

        var missing =
            from file in Repository.WebFiles("*.razor").Concat(Repository.WebFiles("*.cs"))
            let source = File.ReadAllText(file)
            let whole = source + Companion(file)
            from Match use in Use().Matches(source)
            let marker = MarkerOf(whole, use.Groups["localizer"].Value)
            where marker is not null
            let key = use.Groups["key"].Value
            let wanted = use.Groups["plural"].Success ? key + "_other" : key
            where !texts.TryGetValue(marker, out var keys) || !keys.Contains(wanted)
            select $"{Repository.Relative(file)} asks {marker} for {wanted}";

        Assert.Empty(missing.Distinct());
    }

    [Theory]
    [MemberData(nameof(RazorFiles))]
    public void Razor_HoldsNoTextOfItsOwn(string file)
    {
        var markup = File.ReadAllText(Path.Combine(Repository.Root, file));
        var code = markup.IndexOf("@code", StringComparison.Ordinal);
        if (code >= 0) markup = markup[..code];

        Assert.Empty(HardCoded.In(markup));
    }

    [Fact]
    public void Razor_PutsWordsTogetherAsTheLanguageDoes()
    {
        var joined =
            from file in Repository.WebFiles("*.razor").Concat(Repository.WebFiles("*.razor.cs"))
            from Match found in Joined().Matches(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: {found.Value}";

        Assert.Empty(joined);
    }

    [Theory]
    [InlineData("<p>Saved</p>", "Saved")]
    [InlineData("<p title=\"Save it\">@Texts[\"Save\"]</p>", "Save it")]
    [InlineData("<Card Title=\"Jobs\">@x</Card>", "Jobs")]
    [InlineData("<p>@Texts[\"Save\"] now</p>", "now")]
    public void HardCodedText_IsFound(string markup, string found) => Assert.Equal([found], HardCoded.In(markup));

    [Theory]
    [InlineData("<p>@Texts[\"Save\"] · @(count > 1 ? Texts[\"A\"] : Texts[\"B\"])</p>")]
    [InlineData("@if (a < b && c > d)\n{\n  <p>@Text.Of(x => x.Name)</p>\n}\nelse\n{\n  <hr />\n}")]
    [InlineData("@* A note. *@ <!-- another --> <bdi>CdpStudio</bdi><kbd>Ctrl K</kbd>")]
    [InlineData("@foreach (var a in list)\n{\n  var b = a;\n  <i class=\"small muted\">@b</i>\n}")]
    public void OtherMarkup_IsNot(string markup) => Assert.Empty(HardCoded.In(markup));

    private static HashSet<string> Keys(string file) =>
        [.. XDocument.Load(file).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    // A component's localizer may be declared in either of its two files.
    private static string Companion(string file)
    {
        var other = file.EndsWith(".razor", StringComparison.Ordinal) ? file + ".cs"
            : file.EndsWith(".razor.cs", StringComparison.Ordinal) ? file[..^3] : null;

        return other is not null && File.Exists(other) ? File.ReadAllText(other) : "";
    }

    private static string? MarkerOf(string source, string localizer)
    {
        var declared = Declaration().Matches(source).FirstOrDefault(d => d.Groups["name"].Value.Equals(localizer, StringComparison.OrdinalIgnoreCase));

        return declared?.Groups["marker"].Value;
    }

    // A list, an interpolated text, or markup between two expressions.
    [GeneratedRegex(""""string\.Join\("[,:] "|\$"[^"\n]*\}[,:] \{|>[,:] @|\$"[^"\n]*\}[,:] "|" \+ "[,:] "(?=\W)"""")]
    private static partial Regex Joined();

    [GeneratedRegex("""\b(?<localizer>\w+)(\.(?<plural>Plural)\(|\[)"(?<key>[\w.]+)"\s*[\],)]""")]
    private static partial Regex Use();

    [GeneratedRegex(@"IStringLocalizer<(?<marker>\w+)>\s+(?<name>\w+)")]
    private static partial Regex Declaration();
}
