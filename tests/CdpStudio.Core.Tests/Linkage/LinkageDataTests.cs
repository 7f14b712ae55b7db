using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>Public files of people with known duplicates; the truth is used to count and for nothing else.</summary>
public sealed class LinkageDataTests
{
    [DataTheory]
    [InlineData("febrl1", 0.985)]
    [InlineData("fake_1000", 0.82)]
    public async Task Accept_AtTheDefaultThreshold_IsAsRightAsPromised(string name, double leastF1)
    {
        var rows = await ReadAsync($"{name}.csv");
        var table = LinkageTable.Recognise(rows[0][1..], [.. rows.Skip(1).Select(r => new LinkageRecord(r[0], r[1..]))]);
        var truth = (await ReadAsync($"{name}.truth.csv")).Skip(1).ToDictionary(r => r[0], r => r[1]);

        var accepted = LinkageModel.Learn(table).Match(table).Accept();

        var (precision, recall) = LinkageScore.Of(accepted, truth);
        Assert.InRange(precision, 0.95, 1);
        Assert.InRange(2 * precision * recall / (precision + recall), leastF1, 1);
    }

    private static async Task<List<string[]>> ReadAsync(string file)
    {
        using var rows = new CsvReader(new StreamReader(TestData.Path("linkage", file)), ',');
        var read = new List<string[]>();
        while (await rows.ReadAsync(default)) read.Add(rows.ToArray());
        return read;
    }
}
