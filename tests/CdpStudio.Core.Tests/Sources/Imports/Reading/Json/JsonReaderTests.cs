using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading.Json;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("""{"a":"x","b":"y"}""", "a b", "x|y")]
    [InlineData("""{"a":1,"b":-1.50,"c":1e5,"d":12345678901234567890}""", "a b c d", "1|-1.50|1e5|12345678901234567890")]
    [InlineData("""{"a":true,"b":false,"c":null,"d":""}""", "a b c d", "true|false||")]
    [InlineData("""{"a":{"b":{"c":1},"d":2},"e":3}""", "a.b.c a.d e", "1|2|3")]
    [InlineData("""{"a":["x","y"],"b":[],"c":[{"d":1}]}""", "a b c", """["x","y"]|[]|[{"d":1}]""")]
    [InlineData("""{"a":"\u00e9\ud83d\ude00\n\"","b":"é"}""", "a b", "é😀\n\"|é")]
    [InlineData("""{"a":1,"a":2}""", "a", "2")]
    [InlineData("""{"":1,"a b":2}""", "Column_1 a_b", "1|2")]
    [InlineData("""{"Mail":1,"mail":2}""", "Mail mail_(2)", "1|2")]
    [InlineData("""{"a":{}}""", "", "")]
    [InlineData("""{"x":1}""" + "\n" + """{"y":2}""", "x y", "1|/|2")]
    [InlineData("\uFEFF{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "a", "1/2")]
    [InlineData("\u001E{\"a\":1}\n\u001E{\"a\":2}\n", "a", "1/2")]
    [InlineData("[ {\"a\":1} ,\n{\"a\":2}\n]\n", "a", "1/2")]
    [InlineData("[\n  {\n    \"a\": \"],{\"\n  },\n  {\n    \"a\": \"\\\"\"\n  }\n]", "a", "],{/\"")]
    [InlineData("[{\"a\":1},]", "a", "1")]
    public async Task ReadAsync_Objects_AreRows(string text, string columns, string expected)
    {
        var table = await TestFiles.ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(TableFormat.Json, table.Reading.Format);
        Assert.Equal(columns, string.Join(' ', table.Columns.Select(c => c.Replace(' ', '_'))));
        Assert.Equal(expected, table.Text);
        Assert.Null(table.Broken);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", RowFault.BrokenJson, 2)]
    [InlineData("{\"a\":1}\n\n[1,2]\n{\"a\":3}\n", RowFault.NotAnObject, 3)]
    [InlineData("{\"a\":1}\r\n{\"a\":2} x\r\n{\"a\":3}", RowFault.BrokenJson, 2)]
    [InlineData("[{\"a\":1},\n{\"a\" 2},\n{\"a\":3}]", RowFault.BrokenJson, 2)]
    [InlineData("[{\"a\":1},\n{\"a\":\"x},\n{\"a\":3}]", RowFault.BrokenJson, 2)]
    [InlineData("[{\"a\":1}, \"text\", {\"a\":3}]", RowFault.NotAnObject, 1)]
    [InlineData("[{\"a\":1},\n,\n{\"a\":3}]", RowFault.BrokenJson, 2)]
    [InlineData("[{\"a\":1},\n{\"a\":2} {\"a\":2},\n{\"a\":3}]", RowFault.BrokenJson, 2)]
    public async Task ReadAsync_OneBrokenValue_IsRejectedAloneWithItsLine(string text, RowFault fault, long line)
    {
        var rows = (await TestFiles.ReadAsync(Encoding.UTF8.GetBytes(text))).Rows;

        Assert.Equal(["1", "3"], rows.Where(r => r.Fault == RowFault.None).Select(r => r.Cells[0]));
        var broken = rows.Single(r => r.Fault != RowFault.None);
        Assert.Equal((fault, line), (broken.Fault, broken.Line));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_ValueLongerThanMemoryAllows_IsRejectedAlone(bool isList)
    {
        string[] objects = ["{\"a\":1}", $"{{\"a\":\"{new string('x', 2 << 20)}\"}}", "{\"a\":3}"];
        var text = isList ? $"[{string.Join(",\n", objects)}]" : string.Join('\n', objects);

        var rows = (await TestFiles.ReadAsync(Encoding.UTF8.GetBytes(text))).Rows;

        Assert.Equal([(1L, RowFault.None), (2, RowFault.TooLong), (3, RowFault.None)], rows.Select(r => (r.Line, r.Fault)));
    }

    [Fact]
    public async Task ReadAsync_HalfALetter_IsMarkedAsUndecodable()
    {
        var row = (await TestFiles.ReadAsync("""{"a":"\ud800"}"""u8.ToArray())).Rows.Single();

        Assert.Equal(TextEncoding.Undecodable.ToString(), row.Cells[0]);
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public async Task ReadAsync_OtherEncoding_IsDetected(string encoding)
    {
        var table = await TestFiles.ReadAsync(TextEncoding.Find(encoding)!.Create().GetBytes("{\"name\":\"张伟\",\"city\":\"北京\"}\n{\"name\":\"王芳\",\"city\":\"上海\"}\n"));

        Assert.Equal((encoding, "张伟|北京/王芳|上海"), (table.Reading.Encoding.Name, table.Text));
    }

    [Theory]
    [InlineData("{a};b\n1;2\n")]
    [InlineData("[a],b\n1,2\n")]
    [InlineData("[1]")]
    public async Task DetectAsync_TextThatOnlyBeginsLikeJson_IsSeparatedText(string text) =>
        Assert.Equal(TableFormat.Csv, (await TestFiles.ReadAsync(Encoding.UTF8.GetBytes(text))).Reading.Format);

    [Fact]
    public async Task OpenAsync_MemberThatComesLate_IsThereWhereAMappingNamesIt()
    {
        var text = string.Concat(Enumerable.Repeat("{\"id\":1}\n", 6_000)) + "{\"id\":2,\"late\":{\"x\":\"here\"}}\n";
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(text));
        var reading = new FileReading(TextEncoding.Utf8, ',', true) { Format = TableFormat.Json };

        using var table = await TableFile.OpenAsync(file.Path, reading, default, ["late.x", "id"]);

        Assert.Equal(["id", "late.x"], table.Columns);
        var last = "";
        while (await table.Rows.ReadAsync(default)) last = string.Join('|', table.Rows.ToArray());
        Assert.Equal("2|here", last);
    }
}
