using System.Text;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports;

public sealed class RunImportTests
{
    private const string Visits = """
        {"format":"csv","kind":"events","columns":[{"from":"who","to":"identifier:user_id"},{"from":"n","to":"property:n","type":"number"}],
         "event":"Visit","timestamp":{"from":"at"}}
        """;

    [Fact]
    public async Task RunAsync_File_BecomesFactsInTheOrderOfItsRows()
    {
        await using var rig = await ImportRig.StartAsync();

        var status = await rig.ImportAsync("who,n,at\na,1,2026-01-03\n,2,2026-01-02\nb,3,2026-01-01\n", Visits);

        Assert.Equal((ImportState.Completed, 3, 2, 0, 1), (status.State, status.RowsRead, status.RowsImported, status.RowsDuplicate, status.RowsRejected));
        var events = (await rig.FactsAsync()).OfType<Fact.Event>().ToList();
        Assert.Equal(["""{"n":1}""", """{"n":3}"""], events.Select(e => e.Properties));
        Assert.Equal(2, (await rig.Ingestion.CountsAsync(Core.Sources.Source.FileImports.Value)).Accepted);
    }

    [Fact]
    public async Task RunAsync_TheSameFileQuietly_IsQuietAndAllDuplicates()
    {
        await using var rig = await ImportRig.StartAsync();
        const string Columns = "\"kind\":\"profiles\",\"columns\":[{\"from\":\"id\",\"to\":\"identifier:user_id\"}]";

        var open = await rig.ImportAsync("id\nann\nben\n", $"{{{Columns}}}");
        var quiet = await rig.ImportAsync("id\nann\nben\n", $"{{{Columns},\"startJourneys\":false}}");

        Assert.Equal((false, 2L, 0L), (open.IsQuiet, open.RowsImported, open.RowsDuplicate));
        Assert.Equal((true, 0L, 2L), (quiet.IsQuiet, quiet.RowsImported, quiet.RowsDuplicate));
    }

    [Fact]
    public async Task RunAsync_TheSameFileAgain_IsAllDuplicates()
    {
        await using var rig = await ImportRig.StartAsync();
        const string Text = "who,n,at\na,1,2026-01-03\na,1,2026-01-03\n";

        var first = await rig.ImportAsync(Text, Visits);
        var second = await rig.ImportAsync(Text, Visits);

        // Two equal rows are two visits; the same two rows again are not.
        Assert.Equal((2, 0), (first.RowsImported, first.RowsDuplicate));
        Assert.Equal((0, 2), (second.RowsImported, second.RowsDuplicate));
    }

    [Fact]
    public async Task RunAsync_KilledAtEveryWrite_ImportsEachRowOnce()
    {
        var text = Rows(2_100);
        var whole = await OutcomeAsync(text, Kill.Never);

        // Three chunks and the end.
        for (var write = 1; write <= 4; write++)
        {
            Assert.Equal(whole, await OutcomeAsync(text, new Kill(write, Committed: false)));
            Assert.Equal(whole, await OutcomeAsync(text, new Kill(write, Committed: true)));
        }
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("jsonl.gz")]
    [InlineData("csv.zip")]
    public async Task RunAsync_OtherFormatKilledAtEveryWrite_ImportsEachRowOnce(string kind)
    {
        var content = Packed(Rows(2_100), kind);
        var whole = await OutcomeAsync(content, Kill.Never);

        Assert.Equal(await OutcomeAsync(Rows(2_100), Kill.Never), whole);
        for (var write = 1; write <= 4; write++)
        {
            Assert.Equal(whole, await OutcomeAsync(content, new Kill(write, Committed: false)));
            Assert.Equal(whole, await OutcomeAsync(content, new Kill(write, Committed: true)));
        }
    }

    [Fact]
    public async Task RunAsync_FileCutOff_KeepsWhatCameBeforeAndSaysWhy()
    {
        await using var rig = await ImportRig.StartAsync();
        var packed = TestFiles.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 30_000).Select(n => n == 0 ? "who,n,at\n" : $"p{n},{n},2026-01-01\n"))));
        var started = await rig.Start.HandleAsync(new StartImport(await rig.UploadAsync(packed[..(packed.Length / 2)]), ImportRig.Mapping(Visits)), default);

        var failed = await Assert.ThrowsAsync<JobFailedException>(() => rig.RunAsync(Kill.Never));

        Assert.Contains("gzip file is broken or was cut off", failed.Message, StringComparison.Ordinal);
        var status = (await rig.List.FindAsync(Assert.IsType<StartImportResult.Started>(started).Run, default))!;
        Assert.InRange(status.RowsRead, 1_000, 29_000);
        Assert.Equal((status.RowsRead, 0L), (status.RowsImported, status.RowsRejected));
        Assert.Equal(status.RowsRead, (await rig.FactsAsync()).OfType<Fact.Event>().Count());
        Assert.Equal($$"""{"n":{{status.RowsRead}}}""", (await rig.FactsAsync()).OfType<Fact.Event>().Last().Properties);
    }

    [Fact]
    public async Task RunAsync_WorkbookAndTheSameRowsAsText_AreTheSameRows()
    {
        await using var rig = await ImportRig.StartAsync();
        var mapping = Visits.Replace("\"format\":\"csv\",", "", StringComparison.Ordinal);
        await rig.ImportAsync(Rows(50), Visits);

        var again = await rig.ImportAsync(Packed(Rows(50), "xlsx"), mapping);

        Assert.Equal((0L, again.RowsRead - again.RowsRejected), (again.RowsImported, again.RowsDuplicate));
    }

    [Fact]
    public async Task RunAsync_CellsOfAWorkbook_AreReadByTheirTypeAndTextsAsPeopleWrite()
    {
        await using var rig = await ImportRig.StartAsync();
        var file = new WorkbookFile { Formats = ["dd.mm.yyyy"] }.Sheet(
            WorkbookFile.Row(1, "who", "n", "at")
            + """<row r="2"><c t="str"><v>a</v></c><c><v>1234.56</v></c><c s="1"><v>45000</v></c></row>"""
            + """<row r="3"><c><v>4915112345678</v></c><c t="str"><v>1.234,56</v></c><c t="str"><v>15.03.2023</v></c></row>"""
            + """<row r="4"><c t="e"><v>#N/A</v></c><c><v>1</v></c><c s="1"><v>45000</v></c></row>"""
            + """<row r="5"><c t="str"><v>b</v></c><c t="e"><v>#DIV/0!</v></c><c s="1"><v>45000</v></c></row>"""
            + """<row r="6"><c><v>1.23456789012346E18</v></c><c><v>1</v></c><c s="1"><v>45000</v></c></row>"""
            + """<row r="7"><c t="str"><v>c</v></c><c><v>1</v></c><c><v>45000</v></c></row>"""
            + """<row r="8"><c t="str"><v>d</v></c></row>""");
        const string Mapping = """
            {"format":"xlsx","kind":"events","columns":[{"from":"who","to":"identifier:user_id"},{"from":"n","to":"property:n","type":"number","format":"de-DE"}],
             "event":"Visit","timestamp":{"from":"at","format":"dd.MM.yyyy"}}
            """;

        var status = await rig.ImportAsync(file.ToBytes(), Mapping);

        Assert.Equal((7L, 2L), (status.RowsRead, status.RowsImported));
        var events = (await rig.FactsAsync()).OfType<Fact.Event>().ToList();
        Assert.Equal(["""{"n":1234.56}""", """{"n":1234.56}"""], events.Select(e => e.Properties));
        Assert.Single(events.Select(e => e.Timestamp).Distinct());
        Assert.Equal(
            [RejectReason.BadTimestamp, RejectReason.CellError, RejectReason.CellError, RejectReason.NoTimestamp, RejectReason.RoundedNumber],
            (await rig.List.RejectsAsync(status.Id, default)).Select(r => r.Reason).OrderBy(r => r.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_JsonObjects_KeepTheirTypesAndLists()
    {
        await using var rig = await ImportRig.StartAsync();
        const string Mapping = """
            {"kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"address.city","to":"attribute:city"},
              {"from":"tags","to":"attribute:tags","type":"list"},{"from":"vip","to":"attribute:vip","type":"boolean"},{"from":"total","to":"attribute:total","type":"number","format":"de-DE"}]}
            """;

        var status = await rig.ImportAsync(
            Encoding.UTF8.GetBytes("""[{"id":1,"address":{"city":"Köln"},"tags":["a;b","c"],"vip":true,"total":1.5},{"id":2}, 3, {"id":4,"vip":"maybe"}]"""), Mapping);

        Assert.Equal((4L, 2L, 2L), (status.RowsRead, status.RowsImported, status.RowsRejected));
        var values = (await rig.FactsAsync()).OfType<Fact.Assertion>().Select(a => a.Value!.Replace(" ", "", StringComparison.Ordinal)).ToList();
        Assert.Contains("""["a;b","c"]""", values);
        Assert.Contains("1.5", values);
        Assert.Contains("true", values);
    }

    [Fact]
    public async Task RunAsync_WorkbookOnceMoreWithItsHiddenRows_AddsThese()
    {
        await using var rig = await ImportRig.StartAsync();
        var file = new WorkbookFile()
            .Sheet(WorkbookFile.Row(1, "id", "name") + WorkbookFile.Row(2, "u1", "Ann") + WorkbookFile.Row(3, "u2", "Bob").Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal))
            .ToBytes();
        const string Mapping = """{"format":"xlsx","kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"name","to":"attribute:name"}]}""";

        var without = await rig.ImportAsync(file, Mapping.Insert(1, "\"hiddenRows\":false,"));
        var with = await rig.ImportAsync(file, Mapping);

        Assert.Equal((1L, 1L, 0L), (without.RowsRead, without.RowsImported, without.RowsDuplicate));
        Assert.Equal((2L, 1L, 1L), (with.RowsRead, with.RowsImported, with.RowsDuplicate));
    }

    [Fact]
    public async Task RunAsync_JsonOfAnotherProgramWithoutTypes_IsWhatTheFileSays()
    {
        await using var rig = await ImportRig.StartAsync();
        const string Sent = """{"format":"jsonl","kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"total","to":"attribute:total"},{"from":"vip","to":"attribute:vip"},{"from":"tags","to":"attribute:tags"},{"from":"zip","to":"attribute:zip"},{"from":"bought","to":"attribute:bought"},{"from":"large","to":"attribute:large"}]}""";
        var mapping = MappingJson.Write(Assert.IsType<MappingReading.Read>(MappingJson.ReadSent(Sent)).Mapping);

        await rig.ImportAsync("""{"id":1,"total":42.5,"vip":true,"tags":["a","b"],"zip":"01067","bought":[{"price":5},{"price":7}],"large":1e30}""", mapping);

        Assert.Equal(
            ["\"01067\"", "1e30", "42.5", """["a","b"]""", """[{"price":5},{"price":7}]""", "true"],
            (await rig.FactsAsync()).OfType<Fact.Assertion>().Select(a => a.Value!.Replace(" ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"format":"xlsx",""", "/format")]
    [InlineData("""{"entry":"c.csv",""", "/entry")]
    [InlineData("""{""", "/entry")]
    public async Task Start_ZipThatLeavesAChoice_IsRefusedWithThePlaceToMakeIt(string begin, string pointer)
    {
        await using var rig = await ImportRig.StartAsync();
        var file = begin.Contains("xlsx", StringComparison.Ordinal)
            ? TestFiles.Zip("a.csv", Rows(2))
            : TestFiles.Zip(("a.csv", Encoding.UTF8.GetBytes(Rows(2))), ("b.csv", Encoding.UTF8.GetBytes(Rows(2))));

        var result = await rig.Start.HandleAsync(
            new StartImport(await rig.UploadAsync(file), ImportRig.Mapping(begin + """ "kind":"profiles","columns":[{"from":"who","to":"identifier:user_id"}]}""")), default);

        Assert.Equal(pointer, Assert.IsType<StartImportResult.Refused>(result).Pointer);
    }

    [Fact]
    public async Task RejectedRows_MessageInQuarantine_IsARejectedRowWithItsReason()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\na,1,2026-01-03\nb,2,2026-01-03\n", Visits);
        var key = (await rig.FactsAsync()).OfType<Fact.Event>().Last().MessageId;
        await rig.QuarantineAsync(status.Id, key, "A trait's path is too long.");

        Assert.Equal(1, (await rig.List.FindAsync(status.Id, default))!.RowsRejected);
        Assert.Equal([new RejectCount(RejectReason.Quarantined, null, 1)], await rig.List.RejectsAsync(status.Id, default));
        Assert.Equal("who,n,at,reason\r\nb,2,2026-01-03,A trait's path is too long.\r\n", await CsvAsync(rig, status.Id, forPeople: false));
    }

    [Fact]
    public async Task RejectedRows_OfAnImport_AreTheOriginalCellsWithTheReasonLast()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\na,1,2026-01-03\n,2,\"a, \"\"b\"\"\"\nc,=1+1,2026-01-01\nd,4,-\n\"e,5\n", Visits);

        Assert.Equal(
            "who,n,at,reason\r\n"
            + ",2,\"a, \"\"b\"\"\",\"The row has no identifier, so it belongs to nobody.\"\r\n"
            + "c,=1+1,2026-01-01,'=1+1' in the column 'n' is not of the type that the mapping says.\r\n"
            + "d,4,-,'-' in the column 'at' is no time of the form that the mapping says.\r\n"
            + "\"\"\"e,5\",,,A quote is opened in this line and never closed.\r\n",
            await CsvAsync(rig, status.Id, forPeople: false));
        Assert.Contains("\r\nc,'=1+1,", await CsvAsync(rig, status.Id, forPeople: true), StringComparison.Ordinal);
        Assert.Equal(
            [RejectReason.BadTimestamp, RejectReason.BadValue, RejectReason.NoIdentifier, RejectReason.UnclosedQuote],
            (await rig.List.RejectsAsync(status.Id, default)).Select(r => r.Reason).OrderBy(r => r.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task RejectedRows_OfOneKeyInQuarantine_AreAllThere()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\na,1,2026-01-03\na,2,2026-01-03\n", Visits.Replace("\"event\"", "\"messageId\":[\"who\"],\"event\"", StringComparison.Ordinal));
        var key = (await rig.FactsAsync()).OfType<Fact.Event>().Last().MessageId;
        await rig.QuarantineAsync(status.Id, key, "First.");
        await rig.QuarantineAsync(status.Id, key, "Second.");

        Assert.Equal("who,n,at,reason\r\na,1,2026-01-03,First.\r\na,2,2026-01-03,Second.\r\n", await CsvAsync(rig, status.Id, forPeople: false));
    }

    [Fact]
    public async Task RejectedRows_ForPeople_SayInWhichLineTheyStand()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\n\"a\nb\",1,2026-01-03\n,2,2026-01-03\n", Visits);

        Assert.Contains("at,Line in the file,reason\r\n,2,2026-01-03,4,", await CsvAsync(rig, status.Id, forPeople: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RejectedRows_WiderThanTheHeader_HaveTheReasonUnderItsName()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\n,1,2026-01-03,,\na,2,2026-01-03,x,,y\n", Visits);

        Assert.Equal(
            "who,n,at,,,,reason\r\n"
            + ",1,2026-01-03,,,,\"The row has no identifier, so it belongs to nobody.\"\r\n"
            + "a,2,2026-01-03,x,,y,",
            (await CsvAsync(rig, status.Id, forPeople: false))[..("who,n,at,,,,reason\r\n".Length + ",1,2026-01-03,,,,\"The row has no identifier, so it belongs to nobody.\"\r\n".Length + "a,2,2026-01-03,x,,y,".Length)]);
    }

    [Fact]
    public async Task RejectedRows_RepairedAndImportedAgain_AreTaken()
    {
        await using var rig = await ImportRig.StartAsync();
        var status = await rig.ImportAsync("who,n,at\n,2,2026-01-01\n", Visits);
        var rejects = await CsvAsync(rig, status.Id, forPeople: true);

        var again = await rig.ImportAsync(rejects.Replace("\r\n,2", "\r\nz,2", StringComparison.Ordinal), Visits);

        Assert.Equal((1, 1, 0), (again.RowsRead, again.RowsImported, again.RowsRejected));
    }

    [Theory]
    [InlineData("""{"kind":"profiles","columns":[{"from":"nobody","to":"identifier:user_id"}]}""", "/columns/0/from")]
    [InlineData("""{"kind":"profiles","timestamp":{"from":"when"},"columns":[{"from":"who","to":"identifier:user_id"}]}""", "/timestamp/from")]
    [InlineData("""{"kind":"profiles","messageId":["who","key"],"columns":[{"from":"who","to":"identifier:user_id"}]}""", "/messageId/1")]
    public async Task Start_ColumnThatTheFileLacks_IsRefusedWithItsPlace(string mapping, string pointer)
    {
        await using var rig = await ImportRig.StartAsync();

        var result = await rig.Start.HandleAsync(new StartImport(await rig.UploadAsync("who,n,at\na,1,x\n"), ImportRig.Mapping(mapping)), default);

        Assert.Equal(pointer, Assert.IsType<StartImportResult.Refused>(result).Pointer);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4 }, "zip archive")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, "Excel 2003")]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { 0x0A, 0x0A }, "holds no rows")]
    public async Task Start_FileThatIsNoTable_IsRefusedInWords(byte[] content, string words)
    {
        await using var rig = await ImportRig.StartAsync();

        var result = await rig.Start.HandleAsync(new StartImport(await rig.UploadAsync(content, "people.csv"), ImportRig.Mapping(Visits)), default);

        Assert.Contains(words, Assert.IsType<StartImportResult.Refused>(result).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WindowsEncodedGermanFile_IsDetectedAndKeepsItsReading()
    {
        await using var rig = await ImportRig.StartAsync();
        var bytes = Core.Sources.Imports.Reading.TextEncoding.Find("cp1252")!.Create().GetBytes("Kundennr;Ort\n1;Köln\n2;Düsseldorf\n");
        var mapping = ImportRig.Mapping("""{"kind":"profiles","encoding":"auto","columns":[{"from":"Kundennr","to":"identifier:user_id"},{"from":"Ort","to":"attribute:city"}]}""");

        await rig.Start.HandleAsync(new StartImport(await rig.UploadAsync(bytes, "a.csv"), mapping), default);
        await rig.RunAsync(Kill.Never);

        Assert.Equal(["\"Köln\"", "\"Düsseldorf\""], (await rig.FactsAsync()).OfType<Fact.Assertion>().Select(a => System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<string>(a.Value!), s_plain)));
    }

    [DataFact]
    public async Task RunAsync_ThreeDaysOfRetail_AddUp()
    {
        const string Mapping = """
            {"format":"csv","encoding":"auto","kind":"events","columns":[{"from":"CustomerID","to":"identifier:user_id"},{"from":"Description","to":"property:name"},
              {"from":"Quantity","to":"property:quantity","type":"number"},{"from":"UnitPrice","to":"property:price","type":"number"}],
             "event":"Order Line","timestamp":{"from":"InvoiceDate","format":"yyyy-MM-dd HH:mm:ss","timeZone":"Europe/London"},
             "messageId":["InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"]}
            """;
        await using var rig = await ImportRig.StartAsync();
        var file = Directory.EnumerateFiles(TestData.Path("retail"), "*.csv").Single();

        var status = await rig.ImportAsync(await File.ReadAllTextAsync(file), Mapping);

        Assert.Equal((7_419L, 5_027L, 102L, 2_290L), (status.RowsRead, status.RowsImported, status.RowsDuplicate, status.RowsRejected));
        Assert.Equal(255, (await rig.FactsAsync()).OfType<Fact.Event>().Select(e => e.Profile).Distinct().Count());
    }

    [Theory]
    [InlineData("people.csv", "people.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\me\\a.csv", "a.csv")]
    [InlineData("a\u202Egpj.csv\r\n", "agpj.csv")]
    [InlineData("", "file")]
    public void Clean_NameFromOutside_IsOneToShow(string name, string expected) => Assert.Equal(expected, ImportFiles.Clean(name));

    private static readonly System.Text.Json.JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Repeated rows, rejected rows and no key columns: what a resumed run could count wrongly.</summary>
    private static string Rows(int count)
    {
        var text = new StringBuilder("who,n,at\n");
        for (var row = 0; row < count; row++)
            text.Append(row % 7 == 0 ? "" : $"p{row % 20}").Append(',').Append(row % 11).Append(",2026-01-01\n");
        return text.ToString();
    }

    /// <summary>The same table in another format.</summary>
    private static byte[] Packed(string csv, string kind)
    {
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        return kind switch
        {
            "xlsx" => new WorkbookFile().Sheet(string.Concat(rows.Select((r, i) => WorkbookFile.Row(i + 1, r)))).ToBytes(),
            "csv.zip" => TestFiles.Zip("people.csv", csv),
            _ => TestFiles.Gzip(Encoding.UTF8.GetBytes(string.Concat(rows.Skip(1).Select(r => $$"""{"who":"{{r[0]}}","n":{{r[1]}},"at":"{{r[2]}}"}""" + "\n")))),
        };
    }

    private static Task<(long Read, long Imported, long Duplicate, long Rejected, int Facts, int Keys)> OutcomeAsync(string text, Kill kill) =>
        OutcomeAsync(Encoding.UTF8.GetBytes(text), kill);

    private static async Task<(long Read, long Imported, long Duplicate, long Rejected, int Facts, int Keys)> OutcomeAsync(byte[] content, Kill kill)
    {
        await using var rig = await ImportRig.StartAsync();
        var id = await rig.QueueAsync(content, Visits.Replace("\"format\":\"csv\",", "", StringComparison.Ordinal));
        if (!await rig.RunAsync(kill)) Assert.True(await rig.RunAsync(Kill.Never));

        var status = (await rig.List.FindAsync(id, default))!;
        Assert.Equal(ImportState.Completed, status.State);
        var events = (await rig.FactsAsync()).OfType<Fact.Event>().ToList();
        return (status.RowsRead, status.RowsImported, status.RowsDuplicate, status.RowsRejected, events.Count, events.Select(e => e.MessageId).Distinct().Count());
    }

    private static async Task<string> CsvAsync(ImportRig rig, ImportRunId id, bool forPeople)
    {
        var file = await rig.Rejected.OpenAsync(id, default);
        using var to = new MemoryStream();
        await RejectedRowsCsv.WriteAsync(file!, to, "reason", forPeople ? "Line in the file" : null, RejectWords.Of, forPeople, default);
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
