using CdpStudio.Core.Linkage;
using CdpStudio.Core.Linkage.Blocking;

namespace CdpStudio.Core.Tests.Linkage;

public sealed class LinkageModelTests
{
    [Fact]
    public void Explain_AnyKeptPair_AddsUpToItsWeight()
    {
        var (table, _) = People(seed: 1, records: 400);
        var model = LinkageModel.Learn(table);
        var pairs = model.Match(table).Pairs;

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair =>
        {
            var waterfall = model.Explain(table, pair.Second, pair.First);

            Assert.Equal(pair.Weight, waterfall.Weight, 9);
            Assert.Equal(pair.Weight, waterfall.Prior + waterfall.Steps.Sum(s => s.Weight + s.Frequency) + waterfall.CircleWeight, 9);
            Assert.All(waterfall.Steps.Where(s => s.Agreement == Agreement.Missing), s => Assert.Equal((0, 0), (s.Weight, s.Frequency)));
            Assert.InRange(waterfall.CircleWeight, double.NegativeInfinity, 0);
        });
    }

    [Fact]
    public void Match_RecordsInAnotherOrder_GivesTheSame()
    {
        var (table, _) = People(seed: 2, records: 400);
        var turned = new LinkageTable(table.Fields, [.. table.Records.Reverse()]);

        var (result, other) = (LinkageModel.Learn(table).Match(table), LinkageModel.Learn(turned).Match(turned));

        Assert.Equal(result.Pairs, other.Pairs);
        Assert.Equal(result.Accept().Clusters, other.Accept().Clusters);
    }

    [Fact]
    public void Accept_FamiliesOfOneHouseAndMailbox_StayApart()
    {
        var (table, people) = People(seed: 3, records: 1_500);

        var accepted = LinkageModel.Learn(table).Match(table).Accept();

        var (precision, recall) = LinkageScore.Of(accepted, people.Truth);
        Assert.InRange(precision, 0.97, 1);
        Assert.InRange(recall, 0.93, 1);
        Assert.InRange(1 - precision, 0, accepted.ExpectedFalse + 0.02);
        Assert.InRange(1 - recall, 0, accepted.ExpectedMissed + 0.02);
    }

    [Fact]
    public void Accept_NobodyTwice_JoinsHardlyAnybody()
    {
        var people = new InventedPeople(seed: 4, errors: 0);
        var table = LinkageTable.Recognise(InventedPeople.Headers, people.Make(1_200, mostCopies: 0));

        var result = LinkageModel.Learn(table).Match(table);

        Assert.InRange(result.Accept().Pairs, 0, 3);
    }

    [Fact]
    public void Accept_AnyCluster_HoldsMoreForItThanAgainst()
    {
        var (table, _) = People(seed: 5, records: 600, errors: 4);
        var model = LinkageModel.Learn(table);

        var clusters = model.Match(table).Accept(0.5).Clusters;

        Assert.Contains(clusters, c => c.Count > 2);
        Assert.All(clusters, cluster => Assert.InRange(
            (from a in cluster from b in cluster where string.CompareOrdinal(a, b) < 0 select Math.Clamp(model.Explain(table, a, b).Weight, -20, 20)).Sum(),
            0,
            double.PositiveInfinity));
    }

    [Fact]
    public void Accept_HigherThreshold_ExpectsFewerFalseAndMoreMissed()
    {
        var (table, _) = People(seed: 6, records: 600, errors: 4);
        var result = LinkageModel.Learn(table).Match(table);

        var (low, high) = (result.Accept(0.5), result.Accept(0.999));

        Assert.True(high.Pairs < low.Pairs);
        Assert.True(high.ExpectedFalse < low.ExpectedFalse);
        Assert.True(high.ExpectedMissed > low.ExpectedMissed);
    }

    [Fact]
    public void Blocks_OfFewPeople_HoldWhatAFullComparisonFinds()
    {
        var (table, _) = People(seed: 7, records: 700, errors: 4);
        var model = LinkageModel.Learn(table);
        var found = model.Match(table).Pairs.Where(p => p.Probability >= 0.5).Select(p => (p.First, p.Second)).ToHashSet();
        var weights = model.Weights(table);
        var prepared = table.Prepared;

        var all = 0;
        var missed = 0;
        for (var a = 0; a < prepared.Count; a++)
        {
            for (var b = a + 1; b < prepared.Count; b++)
            {
                if (Waterfall.ToProbability(weights.Weigh(a, b)) < 0.5) continue;

                all++;
                if (!found.Contains((prepared.Id(a), prepared.Id(b)))) missed++;
            }
        }

        Assert.InRange(missed, 0, all / 200);
    }

    [Fact]
    public void Blocks_OfPeopleAllAlike_StayBounded()
    {
        var records = Enumerable.Range(0, 3_000).Select(i => new LinkageRecord($"{i}", ["Ann", "Lee", "London"])).ToList();
        var table = new LinkageTable([new("g", FieldKind.GivenName), new("f", FieldKind.FamilyName), new("c", FieldKind.Locality)], records);

        var result = LinkageModel.Learn(table).Match(table);

        Assert.InRange(result.Compared, records.Count - 1, 3 * records.Count);
        Assert.Empty(result.Pairs);
    }

    [Fact]
    public void Blocks_OfManyColumnsWithFewValues_StayBounded()
    {
        var dice = new Random(12);
        var fields = Enumerable.Range(0, 20).Select(i => new LinkageField($"{i}", FieldKind.Text)).ToList();
        var records = Enumerable.Range(0, 4_000).Select(i => new LinkageRecord($"{i}", [.. fields.Select(_ => $"{dice.Next(5)}")])).ToList();
        var table = new LinkageTable(fields, records);
        var scratch = new CandidateScratch(records.Count);

        var most = table.Blocks.MostPairs();

        var all = 0L;
        for (var record = 0; record < records.Count; record++)
        {
            table.Blocks.Candidates(record, scratch);
            Assert.InRange(scratch.Found.Count, 0, Blocks.MaxCandidates + Blocks.MaxBlock);
            all += scratch.Found.Count;
        }

        Assert.InRange(all, 1, most);
    }

    [Fact]
    public void Accept_MoreExactCopiesThanABlockHolds_AreOnePerson()
    {
        var (table, _) = People(seed: 13, records: 600);
        string[] copied = ["Zelda", "Quimby", "1978-03-04", "7", "dune street", "Arrakeen", "99999", "+44 7000000001", "zelda@quimby.org"];
        var copies = Enumerable.Range(0, (2 * Blocks.MaxBlock) + 50).Select(i => new LinkageRecord($"copy {i}", copied)).ToList();
        var with = new LinkageTable(table.Fields, [.. table.Records, .. copies]);

        var clusters = LinkageModel.Learn(with).Match(with).Accept().Clusters;

        Assert.Contains(clusters, c => c.Count == copies.Count && c.All(id => id.StartsWith("copy", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compare_ARelativeAndSwappedNames_FindsTheFamilyWhereFamiliesAre()
    {
        LinkageField[] fields = [new("g", FieldKind.GivenName), new("f", FieldKind.FamilyName)];
        var table = new LinkageTable(fields, [new("turned", ["Lee", "Ann"]), new("straight", ["Bob", "Lee"]), new("other", ["Eve", "Ray"])]);
        var model = LinkageModel.Learn(table);

        foreach (var (a, b) in new[] { ("turned", "straight"), ("straight", "turned") })
        {
            Assert.Equal([Agreement.Different, Agreement.Same, Agreement.Swapped], model.Explain(table, a, b).Steps.Select(s => s.Agreement));
        }
    }

    [Fact]
    public void Compare_AddressesMadeOfNamesAtTwoHosts_SayNothing()
    {
        LinkageField[] fields = [new("g", FieldKind.GivenName), new("f", FieldKind.FamilyName), new("e", FieldKind.Email)];
        var table = new LinkageTable(
            fields,
            [new("1", ["Ann", "Lee", "ann.lee@gmail.com"]), new("2", ["Ann", "Lee", "ann.lee@yahoo.com"]), new("3", ["Ann", "Lee", "sunny@web.de"]), new("4", ["Ann", "Lee", "sunny@aol.com"])]);
        var model = LinkageModel.Learn(table);

        Assert.Equal(Agreement.Missing, model.Explain(table, "1", "2").Steps[2].Agreement);
        Assert.Equal(Agreement.PartSame, model.Explain(table, "3", "4").Steps[2].Agreement);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Match_HardlyAnyRecords_IsNoError(int records)
    {
        var (table, _) = People(seed: 8, records);

        Assert.Equal(0, LinkageModel.Learn(table).Match(table).Accept().Pairs);
    }

    [Fact]
    public void Match_ATableWithOtherFields_IsRefused()
    {
        var (table, _) = People(seed: 9, records: 20);
        var other = new LinkageTable([new("x", FieldKind.GivenName)], [new("1", ["Ann"])]);

        Assert.Throws<ArgumentException>(() => LinkageModel.Learn(table).Match(other));
        Assert.Throws<ArgumentException>(() => new LinkageTable(table.Fields, [new("1", ["Ann"])]));
        Assert.Throws<ArgumentException>(() => new LinkageTable(other.Fields, [new("1", ["Ann"]), new("1", ["Bob"])]));
        Assert.Throws<KeyNotFoundException>(() => LinkageModel.Learn(other).Explain(other, "1", "2"));
    }

    [Fact]
    public void Learn_Cancelled_Stops()
    {
        var (table, _) = People(seed: 10, records: 20);

        Assert.Throws<OperationCanceledException>(() => LinkageModel.Learn(table, new CancellationToken(canceled: true)));
    }

    private static (LinkageTable Table, InventedPeople People) People(int seed, int records, double errors = 2.5)
    {
        var people = new InventedPeople(seed, errors);
        return (LinkageTable.Recognise(InventedPeople.Headers, people.Make(records, mostCopies: 4)), people);
    }
}
