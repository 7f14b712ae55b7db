namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>What is in an uploaded file once gzip or a zip archive around it is taken off: a text, or a workbook.</summary>
internal sealed class FileContent : IDisposable
{
    private const int HeadLength = 4096;

    private readonly Func<Stream> _open;
    private readonly long _fileLength;
    private readonly ZipFile? _archive;
    private Stream? _text;

    private FileContent(Func<Stream> open, long fileLength, ZipFile? archive, ZipEntry? entry)
    {
        _open = open;
        _fileLength = fileLength;
        _archive = archive;
        Entry = entry?.Name;
    }

    /// <summary>Name of the file in the archive; null without an archive.</summary>
    public string? Entry { get; }

    /// <summary>Null for a text.</summary>
    public ZipFile? Workbook { get; private set; }

    /// <summary>Of the uploaded file, in bytes.</summary>
    public long FileLength => _fileLength;

    /// <summary>How far its text has been read, in bytes of the uploaded file.</summary>
    public long BytesRead => _text is { Length: > 0 } text ? (long)((double)text.Position / text.Length * _fileLength) : _fileLength;

    /// <param name="entry">Which file of an archive; null is allowed where there is only one with data.</param>
    /// <exception cref="UnreadableFileException">It is broken, of another kind, locked, or there is a choice to make.</exception>
    public static FileContent Open(string path, string? entry, UnpackLimits? limits = null)
    {
        limits ??= UnpackLimits.Default;
        var length = new FileInfo(path).Length;
        switch (FormatOf(path))
        {
            case FileFormat.Zip:
                var archive = ZipFile.Open(path, limits);
                try
                {
                    return InArchive(archive, length, entry, limits);
                }
                catch
                {
                    archive.Dispose();
                    throw;
                }

            case FileFormat.Gzip:
                return Unpacked(() => new GzipFile(Plain(path), limits), length, null, null, Path.GetDirectoryName(Path.GetFullPath(path))!, limits);

            case var format:
                return format == FileFormat.Text ? new FileContent(() => Plain(path), length, null, null) : throw Refusal(format, () => Plain(path));
        }
    }

    /// <summary>Names of an archive's files with data; empty for anything else.</summary>
    public static IReadOnlyList<string> EntriesOf(string path)
    {
        if (FormatOf(path) != FileFormat.Zip) return [];

        using var archive = ZipFile.Open(path, UnpackLimits.Default);
        return OfficeFile.IsOne(archive) ? [] : [.. DataFiles(archive).Select(e => e.Name)];
    }

    /// <summary>The text from its beginning. An earlier one is closed.</summary>
    public Stream OpenText()
    {
        _text?.Dispose();
        return _text = _open();
    }

    public void Dispose()
    {
        _text?.Dispose();
        Workbook?.Dispose();
        _archive?.Dispose();
    }

    private static FileContent InArchive(ZipFile archive, long length, string? entry, UnpackLimits limits)
    {
        if (OfficeFile.IsOne(archive)) return new FileContent(() => Stream.Null, length, archive, null) { Workbook = OfficeFile.Workbook(archive) };

        var found = Choose(archive, entry);
        return Unpacked(() => archive.Open(found), length, archive, found, archive.Folder, limits);
    }

    private static ZipEntry Choose(ZipFile archive, string? entry)
    {
        if (entry is not null)
            return archive.Entries.FirstOrDefault(e => !e.IsFolder && e.Name == entry) ?? throw new UnreadableFileException(FileProblem.EntryMissing, entry);

        const int Shown = 10;
        return DataFiles(archive) switch
        {
            [] => throw new UnreadableFileException(FileProblem.NoDataFile),
            [var only] => only,
            var several => throw new UnreadableFileException(
                FileProblem.SeveralFiles, string.Join(", ", several.Take(Shown).Select(e => e.Name)) + (several.Count > Shown ? " …" : "")),
        };
    }

    // Macs and Windows put files of their own into archives.
    private static List<ZipEntry> DataFiles(ZipFile archive) =>
    [
        .. archive.Entries.Where(e => !e.IsFolder
            && e.Unpacked > 0
            && !e.Name.StartsWith("__MACOSX/", StringComparison.Ordinal)
            && e.Name[(e.Name.LastIndexOf('/') + 1)..] is not (['.', ..] or "Thumbs.db" or "desktop.ini"))
    ];

    private static FileContent Unpacked(Func<Stream> open, long length, ZipFile? archive, ZipEntry? entry, string folder, UnpackLimits limits)
    {
        FileFormat format;
        using (var head = open()) format = FormatOf(head);
        if (format == FileFormat.Text) return new FileContent(open, length, archive, entry);
        if (format != FileFormat.Zip) throw Refusal(format, open);

        var inner = Unpack(open, folder, limits);
        try
        {
            return OfficeFile.IsOne(inner)
                ? new FileContent(() => Stream.Null, length, archive, entry) { Workbook = OfficeFile.Workbook(inner) }
                : throw new UnreadableFileException(FileProblem.NestedArchive);
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    /// <summary>Into a temporary file that goes with the archive.</summary>
    private static ZipFile Unpack(Func<Stream> open, string folder, UnpackLimits limits)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        using var from = open();
        // Kept open until the archive has it, which removes it when it is closed.
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var block = new byte[128 * 1024];
            while (from.Read(block) is var read and > 0)
            {
                if (to.Position + read > limits.MaxWorkbookBytes)
                    throw new UnreadableFileException(FileProblem.UnpackedTooLarge, FormattableString.Invariant($"{limits.MaxWorkbookBytes}"));
                to.Write(block, 0, read);
            }

            to.Flush();
            return ZipFile.Open(path, limits, FileOptions.DeleteOnClose);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static UnreadableFileException Refusal(FileFormat format, Func<Stream> open)
    {
        using var content = open();
        return format.Refusal(content);
    }

    private static FileFormat FormatOf(string path)
    {
        using var file = Plain(path);
        return FormatOf(file);
    }

    private static FileFormat FormatOf(Stream content)
    {
        var head = new byte[HeadLength];
        return FileFormats.Of(head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    private static FileStream Plain(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
}
