using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

public sealed class RoundTripTests
{
    /// <summary>Pieces that readers stumble over; cells are made of some of them.</summary>
    private static readonly string[] s_pieces =
        ["", "a", "\"", "\"\"", "\r", "\n", "\r\n", ",", ";", "\t", "|", " ", "ß", "𠮷", "'", "=1+1", "{", "}", "[", "]", "\\", "&", "<", ">", "]]>", "_x000D_", "_x", "\u0001", "long enough to cross a block "];

    private static readonly TableFormat[] s_formats = [TableFormat.Csv, TableFormat.Xlsx, TableFormat.Json];

    [Fact]
    public void ReadAsync_AnyTableInAnyFormatAndPacking_ReadsBackAsItWasWritten()
    {
        var cells = from pieces in Gen.ListOf(Gen.Elements(s_pieces)) select string.Concat(pieces);
        var tables =
            from columns in Gen.Choose(1, 5)
            from rows in Gen.ListOf(Gen.ArrayOf(cells, columns))
            from format in Gen.Elements(s_formats)
            from packing in Gen.Elements("", "gzip", "zip")
            from asList in Gen.Elements(true, false)
            select (columns, rows: rows.Where(r => r.Any(c => c.Length > 0)).ToList(), format, packing, asList);

        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var names = Enumerable.Range(0, table.columns).Select(i => $"c{i}x").ToArray();
            var content = table.format switch
            {
                TableFormat.Csv => Csv([names, .. table.rows]),
                TableFormat.Xlsx => new WorkbookFile().Sheet(string.Concat(new[] { names }.Concat(table.rows).Select((r, i) => WorkbookFile.Row((i * 3) + 1, r)))).ToBytes(),
                _ => Json(names, table.rows, table.asList),
            };
            content = table.packing switch { "gzip" => TestFiles.Gzip(content), "zip" => TestFiles.Zip(("folder/data", content)), _ => content };
            if (table.format == TableFormat.Json && table.rows.Count == 0) return;

            var given = table.format == TableFormat.Csv ? new GivenReading(TableFormat.Csv, TextEncoding.Utf8, ',', true) : new GivenReading(HasHeader: true);
            var read = TestFiles.ReadAsync(content, given).GetAwaiter().GetResult();

            Assert.Null(read.Broken);
            Assert.Equal(table.format, read.Reading.Format);
            Assert.Equal(names, read.Columns);
            Assert.Equal(table.rows, read.Cells);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>All quoted: what is not is asked of the reader itself.</summary>
    private static byte[] Csv(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(
        string.Concat(rows.Select(r => string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n")));

    private static byte[] Json(string[] names, List<string[]> rows, bool asList)
    {
        var options = new JsonSerializerOptions { WriteIndented = asList };
        var objects = rows.Select(r => new JsonObject(names.Select((n, i) => KeyValuePair.Create<string, JsonNode?>(n, JsonValue.Create(r[i])))).ToJsonString(options));
        return Encoding.UTF8.GetBytes(asList ? $"[{string.Join(",\n", objects)}]\n" : string.Join("\n", objects));
    }
}
