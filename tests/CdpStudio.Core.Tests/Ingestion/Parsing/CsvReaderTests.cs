using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Ingestion.Parsing;

public sealed class CsvReaderTests
{
    private static readonly char[] s_separators = [',', ';', '\t', '|'];
    private static readonly int[] s_blocks = [1, 7, 4096];
    private static readonly string[] s_lineEnds = ["\n", "\r\n", "\r"];

    /// <summary>Pieces that readers stumble over; cells are made of some of them.</summary>
    private static readonly string[] s_pieces =
        ["", "a", "\"", "\"\"", "\r", "\n", "\r\n", ",", ";", "\t", "|", " ", "ß", "𠮷", "'", "=1+1", "\0", "long enough to cross a block "];

    [Fact]
    public void ReadAsync_AnyTable_ReadsBackAsItWasWritten()
    {
        var tables =
            from separator in Gen.Elements(s_separators)
            from lineEnd in Gen.Elements(s_lineEnds)
            from lastLineEnds in Gen.Elements(true, false)
            from quoteAll in Gen.Elements(true, false)
            from rows in Gen.ListOf(Gen.NonEmptyListOf(Cell))
            select (separator, lineEnd, lastLineEnds, quoteAll, rows: rows.Select(r => r.ToArray()).ToList());

        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            // A lone empty cell is a blank line unless it is quoted.
            var rows = table.rows;
            var text = Write(rows, table.separator, table.lineEnd, table.lastLineEnds, table.quoteAll);

            foreach (var block in s_blocks)
            {
                var read = Read(text, table.separator, block);

                Assert.All(read, r => Assert.Equal(RowFault.None, r.Fault));
                Assert.Equal(rows, read.Select(r => r.Cells));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    [Fact]
    public void ReadAsync_AnyTable_NumbersLinesAsAnEditorDoes()
    {
        Prop.ForAll(Gen.ListOf(Gen.NonEmptyListOf(Cell)).ToArbitrary(), generated =>
        {
            var rows = generated.Select(r => r.ToArray()).ToList();
            var expected = new List<long>();
            var before = new StringBuilder();
            foreach (var row in rows)
            {
                expected.Add(1 + NaiveLineEnds(before.ToString()));
                before.Append(Write([row], ',', "\n", lastLineEnds: true, quoteAll: true));
            }

            Assert.Equal(expected, Read(before.ToString(), ',', 5).Select(r => r.Line));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void ReadAsync_AnyText_EndsWithinAsManyRowsAsLines()
    {
        var texts = from pieces in Gen.ListOf(Gen.Elements(s_pieces)) select string.Concat(pieces);

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var whole = Read(text, ',', 4096);

            Assert.True(whole.Count <= NaiveLineEnds(text) + 1);
            Assert.Equal(whole.Select(r => (r.Line, r.Fault)), Read(text, ',', 1).Select(r => (r.Line, r.Fault)));
            Assert.Equal(whole.Select(r => r.Cells), Read(text, ',', 3).Select(r => r.Cells));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("a,b\r1,2\n3,4\r\n5,6", "a|b/1|2/3|4/5|6")]
    [InlineData("\n\na\n\r\n\rb\n\n", "a/b")]
    [InlineData("a,\n,b\n,", "a|/|b/|")]
    [InlineData("\"\"\nx", "/x")]
    [InlineData("5\" pipe,6\"\n", "5\" pipe|6\"")]
    [InlineData(" \"a\",b", " \"a\"|b")]
    public void ReadAsync_OddButPlain_Reads(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', Read(text, ',', 2).Select(r => string.Join('|', r.Cells))));

    [Fact]
    public void ReadAsync_QuoteNeverClosed_GivesUpThatLineAlone()
    {
        var text = "id,name\n" + string.Concat(Enumerable.Range(2, 89_998).Select(n => $"{n},x\n")) + "90000,\"open\n90001,y\n90002,z\n";

        var rows = Read(text, ',', 4096);

        Assert.Equal(90_002, rows.Count);
        var broken = rows.Single(r => r.Fault != RowFault.None);
        Assert.Equal((90_000, RowFault.UnclosedQuote, "90000,\"open"), (broken.Line, broken.Fault, broken.Cells.Single()));
        Assert.Equal(["90001", "y"], rows[90_000].Cells);
        Assert.True(rows[90_000].FollowsFault);
        Assert.Equal(90_001, rows[90_000].Line);
        Assert.False(rows[90_001].FollowsFault);
    }

    [Fact]
    public void ReadAsync_QuoteClosedByALaterCell_GivesUpTheLineWhereItOpened()
    {
        var rows = Read("1,\"Foo,bar\n2,\"Baz\",x\n3,y,z\n", ',', 4096);

        Assert.Equal([RowFault.StrayQuote, RowFault.None, RowFault.None], rows.Select(r => r.Fault));
        Assert.Equal(["2", "Baz", "x"], rows[1].Cells);
    }

    [Fact]
    public void ReadAsync_QuoteOpenForTooLong_KeepsMemoryBounded()
    {
        var text = "1,\"open\n" + string.Concat(Enumerable.Range(2, 5_000).Select(n => $"{n},x\n"));

        var rows = Read(text, ',', 512, maxRowChars: 4096);

        Assert.Equal(RowFault.UnclosedQuote, rows[0].Fault);
        Assert.Equal(5_001, rows.Count);
        Assert.All(rows.Skip(1), r => Assert.Equal(2, r.Cells.Length));
    }

    [Fact]
    public async Task StepBack_AfterARow_ReadsItAgain()
    {
        using var reader = new CsvReader(new StringReader("\n\"a\nb\",c\nd,e\n"), ',');
        await reader.ReadAsync(default);

        reader.StepBack();
        await reader.ReadAsync(default);

        Assert.Equal((2, "a\nb"), (reader.Line, reader[0].ToString()));
        await reader.ReadAsync(default);
        Assert.Equal((4, "d"), (reader.Line, reader[0].ToString()));
    }

    [Fact]
    public void ReadAsync_TwoThousandColumns_Reads()
    {
        var row = Read(string.Join(';', Enumerable.Range(0, 2_000)), ';', 4096).Single();

        Assert.Equal(2_000, row.Cells.Length);
        Assert.Equal("1999", row.Cells[^1]);
    }

    private static Gen<string> Cell => from pieces in Gen.ListOf(Gen.Elements(s_pieces)) select string.Concat(pieces);

    private static string Write(
        List<string[]> rows, char separator, string lineEnd, bool lastLineEnds, bool quoteAll)
    {
        var lines = rows.Select(r => string.Join(separator, r.Select(c => quoteAll || NeedsQuotes(c, r) ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)));
        return string.Join(lineEnd, lines) + (lastLineEnds && rows.Count > 0 ? lineEnd : "");
    }

    private static bool NeedsQuotes(string cell, string[] row) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.AsSpan().IndexOfAny(s_separators) >= 0 || (cell.Length == 0 && row.Length == 1);

    private static int NaiveLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');

    private static List<ReadRow> Read(string text, char separator, int block, int maxRowChars = 1024 * 1024)
    {
        using var reader = new CsvReader(new BlockReader(text, block), separator, maxRowChars);
        var rows = new List<ReadRow>();
        // Properties are synchronous, and text in memory never waits.
        while (reader.ReadAsync(default).AsTask().GetAwaiter().GetResult())
            rows.Add(new ReadRow(reader.ToArray(), reader.Line, reader.Fault, reader.FollowsFault));
        return rows;
    }

    private sealed record ReadRow(string[] Cells, long Line, RowFault Fault, bool FollowsFault);

    /// <summary>Gives text out in small blocks, so that every row is cut somewhere.</summary>
    private sealed class BlockReader(string text, int block) : TextReader
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            var length = Math.Min(Math.Min(block, buffer.Length), text.Length - _at);
            text.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return ValueTask.FromResult(length);
        }
    }
}
