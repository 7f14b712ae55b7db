using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Rows;

public sealed class RowMapperTests
{
    private const long ImportedAt = 1_700_000_000_000;

    private const string Orders = """
        {"kind":"events","event":"Order","timestamp":{"from":"at"},"columns":[{"from":"mail","to":"identifier:email"},
         {"from":"id","to":"identifier:user_id"},{"from":"land","to":"attribute:country"},{"from":"sum","to":"property:total","type":"number"},{"from":"note","to":"property:note"}]}
        """;

    private const string People = """
        {"kind":"profiles","columns":[{"from":"mail","to":"identifier:email"},{"from":"id","to":"identifier:user_id"},{"from":"land","to":"attribute:country"}]}
        """;

    [Fact]
    public async Task Map_RowOfEvents_IsAMessageWithItsLeadingIdentifierFirst()
    {
        var message = Assert.Single(await TakenAsync(Orders, "id,mail,land,sum,at,note\n7,a@x.de,DE,12.50,2026-03-04T05:06:07Z,\n"));

        Assert.Equal([new Identifier("user_id", "7"), new Identifier("email", "a@x.de")], message.Identifiers);
        Assert.Equal(new MessageEvent("Order", """{"total":12.50}"""), message.Event);
        Assert.Equal("""{"country":"DE"}""", message.Traits);
        Assert.Equal("2026-03-04T05:06:07Z", new WrittenDate.Moment(message.Timestamp).ToString());
        Assert.Null(message.ContentHash);
    }

    [Fact]
    public async Task Map_RowOfPeople_CountsAsOfTheImportAndEmptyCellsSayNothing()
    {
        var message = Assert.Single(await TakenAsync(People, "id,mail,land\n7,,\n"));

        Assert.Equal((ImportedAt, null, null), (message.Timestamp, message.Event, message.Traits));
    }

    [Theory]
    [InlineData(",,DE,1,2026-01-01,x", RejectReason.NoIdentifier, null)]
    [InlineData("  ,\u00A0,DE,1,2026-01-01,x", RejectReason.NoIdentifier, null)]
    [InlineData("7,n/a,DE,1,2026-01-01,x", RejectReason.BadIdentifier, 1)]
    [InlineData("7,j.bergmann@,DE,1,2026-01-01,x", RejectReason.BadIdentifier, 1)]
    [InlineData("7,a@x,DE,1,,x", RejectReason.NoTimestamp, 4)]
    [InlineData("7,a@x,DE,1,yesterday,x", RejectReason.BadTimestamp, 4)]
    [InlineData("7,a@x,DE,\"1,5\",2026-01-01,x", RejectReason.BadValue, 3)]
    [InlineData("7,a@x,DE,1,2026-01-01,x,y", RejectReason.TooManyCells, null)]
    [InlineData("7", RejectReason.TooFewCells, null)]
    [InlineData("7,a@x,DE,1,2026-01-01,\"x\"y", RejectReason.StrayQuote, null)]
    [InlineData("7,a@x,DE,1,2026-01-01,\"x", RejectReason.UnclosedQuote, null)]
    [InlineData("7,a@x,DE,1,2026-01-01,\uFFFF", RejectReason.Undecodable, null)]
    [InlineData("7,a@x,DE,1,2026-01-01,\0", RejectReason.Undecodable, null)]
    public async Task Map_RowThatDoesNotFit_IsRejectedWithTheReasonAndItsColumn(string row, RejectReason reason, int? column) =>
        Assert.Equal(new MappedRow.Rejected(reason, column), (await MapAsync(Orders, "id,mail,land,sum,at,note\n" + row + "\n")).Single());

    [Fact]
    public async Task Map_ColumnsWithSteps_AreReadBehindThemAndRejectedByThem()
    {
        const string Mapping = """
            {"kind":"profiles","columns":[
              {"from":"mail","to":"identifier:email","transform":{"version":1,"steps":[{"is":"trim"},{"is":"case","to":"lower"}]}},
              {"from":"tel","to":"identifier:phone","transform":{"version":1,"steps":[{"is":"fill","from":"mobile"},{"is":"phone","country":"DE"}]}},
              {"from":"sex","to":"attribute:sex","transform":{"version":1,"steps":[{"is":"values","map":{"m":"male","f":"female"},"else":"reject"},{"is":"default","value":"unknown"}]}},
              {"from":"age","to":"attribute:age","type":"number","transform":{"version":1,"steps":[{"is":"outliers","least":0,"most":120,"then":"reject"}]}}]}
            """;

        var rows = await MapAsync(Mapping, "mail,tel,mobile,sex,age\n A@X.de ,,0151 23456789,M,30\nb@x.de,12,,f,1\nc@x.de,,,?,1\nd@x.de,,,,200\ne@x.de,,,,\n");

        var taken = rows.OfType<MappedRow.Taken>().Select(t => t.Message).ToList();
        Assert.Equal([new Identifier("email", "a@x.de"), new Identifier("phone", "+4915123456789")], taken[0].Identifiers);
        Assert.Equal(["""{"sex":"male","age":30}""", """{"sex":"unknown"}"""], taken.Select(m => m.Traits));
        Assert.Equal(
            [new MappedRow.Rejected(RejectReason.BadPhone, 1), new MappedRow.Rejected(RejectReason.NotListed, 3), new MappedRow.Rejected(RejectReason.Outlier, 4)],
            rows.OfType<MappedRow.Rejected>());
    }

    [Fact]
    public async Task Map_EmptyCellsLeftOutOrAddedAtTheEnd_AreNoFault() =>
        Assert.Equal(2, (await TakenAsync(Orders, "id,mail,land,sum,at,note\n7,a@x,DE,1,2026-01-01\n8,b@x,DE,1,2026-01-01,,,\n")).Count);

    [Fact]
    public async Task Map_EqualRowsWithoutKeyColumns_AreToldApartByTheirOccurrence()
    {
        const string Text = "id,mail,land\n7,a@x,DE\n8,b@x,DE\n7,a@x,DE\n7,a@x,DE\n";

        var keys = (await TakenAsync(People, Text)).Select(m => m.Key).ToList();

        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys, (await TakenAsync(People, Text)).Select(m => m.Key));
    }

    [Fact]
    public async Task Map_KeyColumns_DecideAlone()
    {
        var mapping = Orders.Replace("""{"kind":"events",""", """{"kind":"events","messageId":["id","land"],""", StringComparison.Ordinal);

        var keys = (await TakenAsync(mapping, "id,mail,land,sum,at,note\n7,a@x,DE,1,2026-01-01,a\n7,b@x,DE,2,2026-01-02,b\n7D,a@x,E,1,2026-01-01,a\n"))
            .Select(m => m.Key).ToList();

        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
        Assert.All(keys, k => Assert.InRange(k.Length, 1, 100));
    }

    [Fact]
    public async Task Map_AllKeyColumnsEmpty_IsRejected()
    {
        var mapping = People.Replace("""{"kind":"profiles",""", """{"kind":"profiles","messageId":["land"],""", StringComparison.Ordinal);

        Assert.Equal(new MappedRow.Rejected(RejectReason.NoKey, null), (await MapAsync(mapping, "id,mail,land\n7,a@x, \n")).Single());
    }

    [Fact]
    public async Task Map_SameRowAsPersonAndAsEvent_IsTwoMessages()
    {
        const string Text = "id,mail,land,sum,at,note\n7,a@x,DE,1,2026-01-01,a\n";

        Assert.NotEqual((await TakenAsync(Orders, Text)).Single().Key, (await TakenAsync(People, Text)).Single().Key);
    }

    [DataFact]
    public async Task Map_ThreeDaysOfRetail_AddUp()
    {
        const string Mapping = """
            {"kind":"events","columns":[{"from":"CustomerID","to":"identifier:user_id"},{"from":"Quantity","to":"property:quantity","type":"number"}],
             "event":"Order Line","timestamp":{"from":"InvoiceDate","format":"yyyy-MM-dd HH:mm:ss"},
             "messageId":["InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"]}
            """;
        var file = Directory.EnumerateFiles(TestData.Path("retail"), "*.csv").Single();

        var rows = await MapAsync(Mapping, await File.ReadAllTextAsync(file));

        Assert.Equal(7_419, rows.Count);
        Assert.Equal(2_290, rows.Count(r => r is MappedRow.Rejected { Reason: RejectReason.NoIdentifier }));
        var keys = rows.OfType<MappedRow.Taken>().Select(r => r.Message.Key).ToList();
        Assert.Equal((5_129, 5_027), (keys.Count, keys.Distinct().Count()));
    }

    private static async Task<List<Message>> TakenAsync(string mapping, string text) =>
        [.. (await MapAsync(mapping, text)).Select(r => Assert.IsType<MappedRow.Taken>(r).Message)];

    private static async Task<List<MappedRow>> MapAsync(string json, string text)
    {
        var mapping = Assert.IsType<MappingReading.Read>(MappingJson.Read(json)).Mapping;
        using var reader = new CsvReader(new StringReader(text), ',');
        await reader.ReadAsync(default);
        var mapper = new RowMapper(mapping, reader.ToArray(), ImportedAt);
        var rows = new List<MappedRow>();
        while (await reader.ReadAsync(default)) rows.Add(mapper.Map(reader));
        return rows;
    }
}
