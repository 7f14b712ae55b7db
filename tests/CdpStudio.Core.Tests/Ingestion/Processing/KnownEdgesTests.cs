using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Processing;

public sealed class KnownEdgesTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cdpstudio-known-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Add_RandomSightings_KnowsThoseAtOrAboveTheLowestOfEachPair()
    {
        using var edges = new KnownEdges(_folder);
        var dice = new Dice(RunSeed.Value);
        var lowest = new Dictionary<(int Low, int High), (int Kind, long Timestamp, int Source)>();
        for (var i = 0; i < 5_000; i++)
        {
            var (a, b) = (dice.Number(1, 60), dice.Number(1, 60));
            if (a == b) continue;

            var (kind, timestamp, source) = (dice.Chance(10) ? EdgeKind.Alias : EdgeKind.Seen, dice.Long(0, 20), dice.Number(1, 4));
            var (pair, sighting) = ((Math.Min(a, b), Math.Max(a, b)), (kind == EdgeKind.Alias ? 0 : 1, timestamp, source));
            var edge = edges.Find(a, b);
            var isKnown = lowest.TryGetValue(pair, out var low) && sighting.CompareTo(low) >= 0;

            Assert.Equal(lowest.ContainsKey(pair), edge != KnownEdges.None);
            Assert.Equal(isKnown, edges.IsKnown(edge, kind, timestamp, source));
            Assert.Equal(edge == KnownEdges.None ? lowest.Count : edge, edges.Add(edge, a, b, kind, timestamp, source));

            if (!isKnown) lowest[pair] = sighting;
        }

        for (var number = 1; number < 60; number++)
            Assert.Equal(lowest.Any(l => l.Value.Kind == 0 && (l.Key.Low == number || l.Key.High == number)), edges.HasAlias(number));
    }
}
