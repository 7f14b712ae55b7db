using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Running;

/// <summary>Stories that measure time, or count on it: nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A long story that began last would go on by itself when all others are done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest = ["EveryPageStory", "EngageStory", "DemoStory", "DemoDayStory", "JourneyStory", "KillStory", "PublishedClientStory"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Place(c.DisplayName)).ThenBy(c => c.DisplayName, StringComparer.Ordinal);

    private static int Place(string name)
    {
        var place = Array.FindIndex(s_longest, story => name.EndsWith("." + story, StringComparison.Ordinal));
        return place < 0 ? s_longest.Length : place;
    }
}
