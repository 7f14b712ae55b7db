using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Tests.Facts;

public sealed class CancelledFactsTests
{
    private const int Numbers = 40;

    [Fact]
    public void Contains_RandomCancellations_EqualsTakingThemOneByOneFromTheNewest()
    {
        var seed = Random.Shared.Next(1_000_000);
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var cancellations = Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(1, Numbers)).Distinct().Select(number =>
            {
                var first = random.Next(1, Numbers);
                return new Fact.Cancellation(number, 0, first, random.Next(first, Numbers), "test");
            }).ToList();

            var cancelled = CancelledFacts.Of(cancellations);

            var expected = Naive(cancellations);
            var actual = Enumerable.Range(1, Numbers).Select(n => (long)n).Where(cancelled.Contains);
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, round {round}: {string.Join(' ', cancellations)}");
            Assert.Equal(expected.Count, cancelled.Count);
            var (first, last) = (random.Next(1, Numbers), random.Next(1, Numbers));
            if (first <= last)
                Assert.Equal(Enumerable.Range(first, last - first + 1).All(n => expected.Contains(n)), cancelled.Covers(new FactRange(first, last)));
        }
    }

    [Fact]
    public void Contains_CancelledCancellation_CancelsNothing()
    {
        var cancelled = CancelledFacts.Of([new Fact.Cancellation(5, 0, 1, 4, "a"), new Fact.Cancellation(6, 0, 5, 5, "b")]);

        Assert.Equal([new FactRange(5, 5)], cancelled.Ranges);
    }

    private static List<long> Naive(List<Fact.Cancellation> cancellations)
    {
        var gone = new SortedSet<long>();
        foreach (var cancellation in cancellations.OrderByDescending(c => c.Number).Where(c => !gone.Contains(c.Number)))
        {
            for (var number = cancellation.First; number <= cancellation.Last; number++) gone.Add(number);
        }

        return [.. gone];
    }
}
