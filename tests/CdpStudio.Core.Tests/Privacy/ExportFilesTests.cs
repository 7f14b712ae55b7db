using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Privacy;

public sealed class ExportFilesTests : IDisposable
{
    private const int Exports = 1_000;
    private const int Deleting = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-exports-").FullName;

    [Fact]
    public async Task Delete_BySeveralAtTheSameMoment_IsGone()
    {
        var files = new ExportFiles(Options.Create(new DatabaseOptions { Directory = _folder }));
        for (var export = 0; export < Exports; export++)
        {
            Directory.CreateDirectory(files.FolderOf(export));
            foreach (var name in ExportFiles.Names) await File.WriteAllTextAsync(files.PathOf(export, name), "{}");
        }

        using var together = new Barrier(Deleting);
        await Task.WhenAll(Enumerable.Range(0, Deleting).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var export = 0; export < Exports; export++)
                {
                    Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(10)));
                    files.Delete(export);
                }
            },
            TaskCreationOptions.LongRunning)));

        Assert.Empty(files.Requests());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
