using System.Text;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports;

/// <summary>Every row of <see cref="BadFiles"/> from the upload to the facts: refused in words, rejected by the row, or read as it is meant.</summary>
public sealed class BadFileTests
{
    public static TheoryData<int, string> Files
    {
        get
        {
            var files = new TheoryData<int, string>();
            foreach (var file in BadFiles.All) files.Add(file.Line, file.Name);
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Import_FileOfTheCatalogue_EndsAsItSays(int line, string name)
    {
        var file = BadFiles.All.Single(f => f.Line == line && f.Name == name);
        await using var rig = await ImportRig.StartAsync();
        var content = file.Content();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var stored = await rig.UploadAsync(content);
        var result = await rig.Start.HandleAsync(new StartImport(stored, ImportRig.Mapping(file.MappingJson)), patience.Token);

        switch (file.Outcome)
        {
            case FileOutcome.Refused refused:
                Assert.Contains(refused.Words, Assert.IsType<StartImportResult.Refused>(result).Detail, StringComparison.Ordinal);
                break;
            case FileOutcome.Broken broken:
                Assert.Contains(broken.Words, await WordsOfTheEndAsync(rig, result), StringComparison.Ordinal);
                break;
            case FileOutcome.Imported imported:
                await ExpectAsync(rig, imported, result);
                break;
        }
    }

    // Line 56: the sender goes away, or the file does.
    [Fact]
    public async Task Upload_ThatBreaksOff_LeavesNothing()
    {
        await using var rig = await ImportRig.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => rig.Files.SaveAsync(new BreakingStream("id,v\n1,a\n"u8.ToArray()), "people.csv", default));

        Assert.Empty(Directory.GetFiles(rig.Files.Folder));
    }

    [Fact]
    public async Task Run_FileThatDisappeared_FailsInWords()
    {
        await using var rig = await ImportRig.StartAsync();
        var stored = await rig.UploadAsync("id,v\n1,a\n");
        await rig.Start.HandleAsync(new StartImport(stored, ImportRig.Mapping(BadFiles.All[0].MappingJson)), default);
        rig.Files.Delete(stored.StoredName);

        var failed = await Assert.ThrowsAsync<JobFailedException>(() => rig.RunAsync(Kill.Never));

        Assert.Contains("hand it in again", failed.Message, StringComparison.Ordinal);
        Assert.IsType<ImportFailure.FileGone>(ImportFailure.Read(failed.Message));
    }

    // Line 57.
    [Theory]
    [InlineData("../../x", "x")]
    [InlineData("..\\..\\x.csv", "x.csv")]
    [InlineData("a\u202Evsc.exe", "avsc.exe")]
    [InlineData("CON", "CON")]
    [InlineData("a\"b'.csv", "a\"b'.csv")]
    [InlineData("a\r\nSet-Cookie: b.csv", "aSet-Cookie: b.csv")]
    [InlineData("\0", "file")]
    public async Task Upload_NameOfWhateverKind_IsOnlyShown(string name, string shown)
    {
        await using var rig = await ImportRig.StartAsync();

        var stored = await rig.UploadAsync("id,v\n1,a\n", name);

        Assert.Equal(shown, stored.Name);
        Assert.True(Guid.TryParseExact(Path.GetFileName(Assert.Single(Directory.GetFiles(rig.Files.Folder))), "N", out _));
    }

    [Fact]
    public async Task Upload_NameOf300Letters_IsCut()
    {
        await using var rig = await ImportRig.StartAsync();

        Assert.Equal(ImportFiles.MaxNameLength, (await rig.UploadAsync("id\n", new string('n', 300))).Name.Length);
    }

    [Fact]
    public void Lines_OfTheSection_AreAllThere() =>
        Assert.Equal(Enumerable.Range(35, 23), BadFiles.All.Select(f => f.Line).Append(57).Distinct().Order());

    private static async Task<string> WordsOfTheEndAsync(ImportRig rig, StartImportResult result)
    {
        // A short file is read to its end before its import begins.
        if (result is StartImportResult.Refused refused) return refused.Detail;

        return (await Assert.ThrowsAsync<JobFailedException>(() => rig.RunAsync(Kill.Never))).Message;
    }

    private static async Task ExpectAsync(ImportRig rig, FileOutcome.Imported expected, StartImportResult result)
    {
        var run = Assert.IsType<StartImportResult.Started>(result).Run;
        await rig.RunAsync(Kill.Never);

        var status = (await rig.List.FindAsync(run, default))!;
        var rejects = await rig.List.RejectsAsync(run, default);
        Assert.Equal(
            expected.Rejected.Order(), rejects.SelectMany(r => Enumerable.Repeat(r.Reason, (int)r.Rows)).Order());
        Assert.Equal((expected.Rows, expected.Duplicates, (long)expected.Rejected.Length), (status.RowsImported, status.RowsDuplicate, status.RowsRejected));
        if (expected.Values is null) return;

        var people = await rig.Ingestion.ProfilesAsync();
        var said = (await rig.FactsAsync()).OfType<Fact.Assertion>().Where(a => a.Name == "v").Select(a => people.Attributes(a.Profile)["v"]).Distinct().Select(Plain);
        Assert.Equal(Values(expected.Values), said);
    }

    private static string[] Values(string text) => text.StartsWith('[') ? [text] : text.Split(text.Contains('|', StringComparison.Ordinal) ? '|' : ' ');

    /// <summary>Texts without their quotes and with their letters, line ends as two signs.</summary>
    private static string Plain(string json) => json.StartsWith('"')
        ? System.Text.Json.JsonSerializer.Deserialize<string>(json)!.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        : json.Replace(" ", "", StringComparison.Ordinal);

    private sealed class BreakingStream(byte[] begin) : MemoryStream(begin)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("The sender went away.");
    }
}
