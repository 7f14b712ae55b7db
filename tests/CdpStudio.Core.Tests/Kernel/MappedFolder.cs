using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Kernel;

/// <summary>Things through mapped files and back.</summary>
internal sealed class MappedFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-mapped-").FullName;

    /// <param name="again">An empty one, whose large parts stay in the file.</param>
    public T Again<T>(Action<BinaryWriter> save, T again, Action<T, BinaryReader> load)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        using (var content = File.Create(path))
        using (var writer = new BinaryWriter(content)) save(writer);

        using var read = File.OpenRead(path);
        using var reader = new MappedReader(read, new MappedFile(path), 0, smallest: 1);
        load(again, reader);
        Assert.Equal(read.Length, read.Position);
        return again;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
