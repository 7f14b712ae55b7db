using System.Text.RegularExpressions;
using System.Xml.Linq;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Journeys;

/// <summary>The canvas finds its words at run time, in the browser: what it asks for has to be in the resource.</summary>
public sealed partial class CanvasTextTests
{
    [Fact]
    public void EveryTextThatTheCanvasAsksFor_IsInItsResource()
    {
        var folder = Path.Combine(Repository.Web, "Client", "src", "journey");
        var source = string.Concat(Directory.EnumerateFiles(folder, "*.ts*").Select(File.ReadAllText));
        var there = XDocument.Load(Path.Combine(Repository.Web, "Journeys", "Canvas", "CanvasTexts.resx")).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToHashSet();

        var asked = Plain().Matches(source).Select(m => m.Groups["key"].Value)
            .Concat(Plural().Matches(source).Select(m => m.Groups["key"].Value + "_other"))
            .Concat(Objection().Matches(source).Select(m => m.Groups["key"].Value))
            .Concat(Key().Matches(source).Select(m => m.Groups["key"].Value))
            .Concat(Deed().Matches(source).Select(m => "Deed" + m.Groups["key"].Value));

        Assert.All(asked, key => Assert.Contains(key, there));
        Assert.True(there.Count > 60, "the canvas' words were not found");
    }

    [GeneratedRegex("""texts\("(?<key>\w+)["]""")]
    private static partial Regex Plain();

    [GeneratedRegex("""texts\.plural\("(?<key>\w+)["]""")]
    private static partial Regex Plural();

    [GeneratedRegex("\"(?<key>Refused\\w+)\"")]
    private static partial Regex Objection();

    [GeneratedRegex("""\["[^"]+", "(?<key>(Key|Zoom)\w+)"\]""")]
    private static partial Regex Key();

    [GeneratedRegex("""name: "(?<key>[A-Z]\w+)", step""")]
    private static partial Regex Deed();
}
