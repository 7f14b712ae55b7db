using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>Good files with bytes changed, left out, doubled and cut off by chance: they are read or refused in words, and nothing else.</summary>
public sealed class DamagedFilesTests
{
    private const string Csv = "id,name,note\n1,Ann,\"a, b\"\n2,Jürgen,\n";
    private const string Json = "{\"id\":1,\"a\":{\"b\":[1,2]}}\n{\"id\":2,\"t\":\"\\u00e9\"}\n";

    public static TheoryData<string> Kinds => ["csv.gz", "csv.zip", "jsonl", "json", "jsonl.gz", "xlsx", "xlsx parts", "xlsx.gz"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAsync_GoodFileDamagedByChance_IsReadOrRefused(string kind)
    {
        var random = new Random(RunSeed.Value);
        for (var round = 0; round < 300; round++)
        {
            var content = kind == "xlsx parts" ? Workbook(text => Damaged(text, random)) : Damaged(Content(kind), random);
            try
            {
                var table = await TestFiles.ReadAsync(content);
                Assert.True(table.Rows.Count < 10_000);
            }
            catch (UnreadableFileException e)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {RunSeed.Value}, round {round}: {e.Message}", e);
            }
        }
    }

    private static byte[] Content(string kind) => kind switch
    {
        "csv.gz" => TestFiles.Gzip(Encoding.UTF8.GetBytes(Csv)),
        "csv.zip" => TestFiles.Zip("people.csv", Csv),
        "jsonl" => Encoding.UTF8.GetBytes(Json),
        "json" => Encoding.UTF8.GetBytes($"[{Json.Trim().Replace("\n", ",\n", StringComparison.Ordinal)}]"),
        "jsonl.gz" => TestFiles.Gzip(Encoding.UTF8.GetBytes(Json)),
        "xlsx.gz" => TestFiles.Gzip(Workbook(t => t)),
        _ => Workbook(t => t),
    };

    private static byte[] Workbook(Func<byte[], byte[]> change)
    {
        var file = new WorkbookFile { Strings = Text("<si><t>id</t></si><si><r><t>na</t></r><r><t>me</t></r></si>"), Formats = ["[h]:mm", "d/m/yyyy"] };
        file.Sheet(Text("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>45000.5</v></c><c r="C2" t="inlineStr"><is><t>x</t></is></c></row>"""));
        return file.ToBytes();

        string Text(string xml) => Encoding.UTF8.GetString(change(Encoding.UTF8.GetBytes(xml)));
    }

    private static byte[] Damaged(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 4; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 16), bytes.Count - at)));
                    break;
                default:
                    // What numbers of bounds and positions are afraid of.
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++) bytes[i] = 0xFF;
                    break;
            }
        }

        return [.. bytes];
    }
}
