using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Ingestion.Live;

/// <summary>However much comes, a watch holds the newest of it and counts the rest.</summary>
public sealed class LiveWatchTests(ITestOutputHelper output)
{
    [Fact]
    public void Take_AfterAnyArrivals_IsTheNewestThatFitAndTheCountOfTheOthers()
    {
        output.WriteLine($"seed {RunSeed.Value}");
        var random = new Random(RunSeed.Value);
        for (var round = 0; round < 50; round++)
        {
            using var watch = new LiveFeed().Watch(new SourceId(1))!;
            var (come, largest) = (new List<LiveMessage>(), random.Next(2) == 0 ? 200 : LiveMessage.MaxBytes);
            for (var arrivals = random.Next(1_200); arrivals > 0; arrivals--)
            {
                var message = new LiveMessage(DateTimeOffset.UnixEpoch, LiveOutcome.Stored, null, new byte[random.Next(largest)]);
                come.Add(message);
                watch.Add(message);
            }

            var (taken, missed) = watch.Take();

            var expected = come.Count;
            for (var bytes = 0; expected > 0 && come.Count - expected < LiveWatch.MaxMessages && bytes + come[expected - 1].Raw.Length <= LiveWatch.MaxBytes; expected--)
                bytes += come[expected - 1].Raw.Length;
            Assert.Equal(come.Skip(expected), taken);
            Assert.Equal(expected, missed);
            Assert.Equal((0, 0L), (watch.Take().Messages.Count, watch.Take().Missed));
        }
    }
}
