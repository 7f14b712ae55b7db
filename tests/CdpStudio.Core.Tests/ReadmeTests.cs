using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Rules;

namespace CdpStudio.Core.Tests;

/// <summary>What the README shows works as it stands there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_EveryRuleShown_CanBeRead()
    {
        var rules = JsonBlock().Matches(Readme()).Select(m => m.Groups["json"].Value).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, json => Assert.IsType<RuleReading.Read>(RuleReader.Read(json, new KnownNames())));
    }

    [Fact]
    public void Readme_EveryLinkToAFile_LeadsToOne()
    {
        var links = FileLink().Matches(Readme()).Select(m => m.Groups["path"].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, path => Assert.True(File.Exists(Path.Combine(Root(), path)), $"README.md links to {path}, which is not there."));
    }

    [GeneratedRegex(@"```json\n(?<json>.+?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex FileLink();

    private static string Readme() => File.ReadAllText(Path.Combine(Root(), "README.md")).ReplaceLineEndings("\n");

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
