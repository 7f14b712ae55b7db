using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="Name">As it was called where it came from, cleaned for showing.</param>
public sealed record StoredFile(string Name, string StoredName, long Bytes);

/// <summary>The folder of uploaded files, under <c>Storage:Directory</c>. Their names on disk are made up; a name that was sent is never a path.</summary>
public sealed class ImportFiles(IOptions<DatabaseOptions> storage, IOptions<ImportOptions> options)
{
    public const int MaxNameLength = 200;

    private const int BlockSize = 128 * 1024;

    public string Folder => Path.Combine(storage.Value.Directory, "imports");

    public string PathOf(string storedName) => Path.Combine(Folder, storedName);

    /// <summary>Streams a file to disk; when this returns it is there after a power cut too.</summary>
    /// <exception cref="FileTooLargeException">It is over <see cref="ImportOptions.MaxFileBytes"/>; nothing is kept.</exception>
    /// <exception cref="IOException">The sender went away or the disk is full; nothing is kept.</exception>
    public async Task<StoredFile> SaveAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var stored = Guid.NewGuid().ToString("N");
        var unfinished = PathOf(stored) + ".part";
        try
        {
            long bytes;
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                bytes = await CopyAsync(content, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, PathOf(stored));
            return new StoredFile(Clean(name), stored, bytes);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Nothing happens when it is not there.</summary>
    public void Delete(string storedName) => File.Delete(PathOf(storedName));

    /// <summary>The names of a file's columns; empty when it is no longer kept.</summary>
    internal async Task<IReadOnlyList<string>> ColumnsOfAsync(ImportRun run, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(run.StoredFile))) return [];

        var mapping = ((MappingReading.Read)MappingJson.Read(run.Mapping)).Mapping;
        using var file = await TableFile.OpenAsync(PathOf(run.StoredFile), mapping, cancellationToken);
        return file.Columns;
    }

    /// <summary>A name to show: its last part, without control and direction signs.</summary>
    internal static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = string.Concat(last.Where(c => !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F'))).Trim();
        shown = Kernel.StudioText.Normal(shown.Length > MaxNameLength ? shown[..MaxNameLength] : shown);
        return shown.Length == 0 ? "file" : shown[..Math.Min(shown.Length, MaxNameLength)];
    }

    private async Task<long> CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        var bytes = 0L;
        while (await content.ReadAsync(block, cancellationToken) is var read and > 0)
        {
            bytes += read;
            if (bytes > options.Value.MaxFileBytes) throw new FileTooLargeException(options.Value.MaxFileBytes);
            await file.WriteAsync(block.AsMemory(0, read), cancellationToken);
        }

        return bytes;
    }
}

public sealed class FileTooLargeException(long limit)
    : Exception(FormattableString.Invariant($"The file is larger than {limit} bytes, the limit that Imports:MaxFileBytes sets."))
{
    /// <summary>Bytes.</summary>
    public long Limit { get; } = limit;
}
