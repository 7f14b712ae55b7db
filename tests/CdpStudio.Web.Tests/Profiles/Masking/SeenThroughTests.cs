using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Profiles.Masking;

/// <summary>
/// Pages and answers see people through <c>CdpStudio.Core/Profiles/Masking</c>. What asks the engine, the directory or the log itself stands here, with what it
/// learns there; the list may only get shorter.
/// </summary>
public sealed class SeenThroughTests
{
    private static readonly string[] s_real = ["IProfileDirectory", "IAudienceEngine", "IAudienceVocabulary", "FactLog", "FactReader", "ProfileTimeline", "PastProfile", "ReachCounter"];

    private static readonly Dictionary<string, string> s_harmless = new()
    {
        ["Audience/AudienceEndpoints.cs"] = "counts",
        ["Campaigns/AudiencePerson.razor.cs"] = "who is chosen; shown through masks",
        ["Campaigns/CampaignChecks.cs"] = "counts",
        ["Campaigns/ReachBoard.cs"] = "counts; people are handed on through masks",
        ["Catalogue/CatalogueListing.cs"] = "names of attributes and events",
        ["DemoData/DemoOffer.razor.cs"] = "how many people there are",
        ["Home/Checklist/ImportPeople.cs"] = "whether there is anybody",
        ["Home/Figures.razor.cs"] = "counts",
        ["Hosting/Metrics.cs"] = "how far it is",
        ["Ingestion/IngestionEndpoints.cs"] = "how far it is",
        ["Journeys/Steps/BranchSettings.razor.cs"] = "names",
        ["Journeys/Steps/EntrySettings.razor.cs"] = "names",
        ["Profiles/Past/TimeControl.razor.cs"] = "times of changes",
        ["Profiles/ProfileEndpoints.cs"] = "times of records",
        ["Profiles/ProfilesPage.razor.cs"] = "numbers of people",
        ["Segments/Builder/AttributeSuggestions.cs"] = "whatever it is asked with",
        ["Segments/Builder/CodePanel.razor.cs"] = "names",
        ["Segments/Builder/EventSuggestions.cs"] = "whatever it is asked with",
        ["Segments/Builder/LiveCounts.cs"] = "is given the one through which is seen",
        ["Segments/Builder/PeopleTab.razor.cs"] = "names",
        ["Segments/Builder/SegmentDesk.cs"] = "names",
        ["Segments/Builder/WindowPicker.razor.cs"] = "names",
        ["Segments/SegmentFiles.cs"] = "names and types",
    };

    [Fact]
    public void Web_AsksForPeople_ThroughMasks()
    {
        var asking = Repository.WebFiles("*.cs").Concat(Repository.WebFiles("*.razor"))
            .Where(file => s_real.Any(name => Names(File.ReadAllText(file), name)))
            .Select(file => Path.GetRelativePath(Repository.Web, file).Replace('\\', '/'));

        Assert.Equal(s_harmless.Keys.Order(StringComparer.Ordinal), asking.Order(StringComparer.Ordinal));
    }

    // As a type of what is injected, not in a comment.
    private static bool Names(string text, string type) =>
        text.Split('\n').Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            && (line.Contains($"{type} ", StringComparison.Ordinal) || line.Contains($"<{type}>", StringComparison.Ordinal))
            && !line.Contains($"Seen{type}", StringComparison.Ordinal));
}
