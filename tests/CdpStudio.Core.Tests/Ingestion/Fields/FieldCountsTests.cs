using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Fields;

public sealed class FieldCountsTests
{
    [Fact]
    public void Counts_InAnyParts_AreThoseOfANaiveCount()
    {
        var dice = new Dice(RunSeed.Value);
        string[] events = ["Paid", "paid", "Ausgeführt", "Ausgefu\u0308hrt", "n\0l"];
        string[] names = ["total", "Total", "a\0b", "größe", "gro\u0308ße", "x.y", ""];
        var naive = new Dictionary<(string, string), long>();
        var whole = FieldCounts.Read("[]");
        var part = new FieldCounts();
        for (var message = 0; message < 2_000; message++)
        {
            var happened = dice.Chance(20) ? null : dice.Pick(events);
            var said = dice.Some(names, 4);
            part.Add(happened, said);
            foreach (var name in said.Select(Same).Distinct()) naive[(Same(happened ?? ""), name)] = naive.GetValueOrDefault((Same(happened ?? ""), name)) + 1;
            if (!dice.Chance(5)) continue;

            whole.Add(FieldCounts.Read(part.Write()));
            part = new FieldCounts();
        }

        whole.Add(part);

        var counted = whole.Kinds.SelectMany(k => k.Value.Fields.Select(f => (Key: (Same(k.Key), Same(f.Key)), f.Value)));
        Assert.Equal(naive.OrderBy(n => n.Key).Select(n => (n.Key, n.Value)), counted.OrderBy(c => c.Key));
    }

    [Fact]
    public void Counts_OfEndlessNames_StayBoundedAndKeepThoseThatCameFirst()
    {
        var counts = new FieldCounts();
        counts.Add("Paid", ["total"]);
        for (var i = 0; i < 3_000; i++) counts.Add("Paid", ["total", $"n{i}", new string('x', 5_000)]);

        Assert.True(counts.IsFull);
        Assert.Equal(3_001, counts.Kinds["paid"].Fields["total"]);
        Assert.Equal(FieldCounts.MaxNames, counts.Kinds.Sum(k => 1 + k.Value.Fields.Count));
        Assert.InRange(counts.Write().Length, 0, 10_000);
    }

    [Theory]
    [InlineData(100, 100, 40, 0, "email")]
    [InlineData(100, 50, 40, 0, "email")]
    [InlineData(100, 49, 40, 0, "")]
    [InlineData(100, 100, 40, 1, "")]
    [InlineData(100, 100, 19, 0, "")]
    [InlineData(19, 19, 40, 0, "")]
    public void Missing_IsWhatWasUsualAndNobodyHasToday(int before, int beforeWith, int today, int todayWith, string expected)
    {
        var missing = SourceDrift.Missing(Of(before, beforeWith), Of(today, todayWith));

        Assert.Equal(expected, string.Join(", ", missing.Select(m => m.Name)));
        Assert.All(missing, m => Assert.Equal((null, (long)today, beforeWith / (double)before), (m.Event, m.Today, m.Before)));
    }

    private static FieldCounts Of(int messages, int withEmail)
    {
        var counts = new FieldCounts();
        for (var i = 0; i < messages; i++) counts.Add(null, i < withEmail ? ["name", "email"] : ["name"]);
        return counts;
    }

    private static string Same(string name) => name.Normalize().ToUpperInvariant();
}
