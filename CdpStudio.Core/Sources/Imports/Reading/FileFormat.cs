using CdpStudio.Core.Sources.Imports.Reading.Packing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>How rows lie in a file, once it is unpacked.</summary>
public enum TableFormat
{
    /// <summary>Separated text, whatever the separator.</summary>
    Csv,

    /// <summary>A sheet of an Excel workbook.</summary>
    Xlsx,

    /// <summary>Objects, each in a line of its own or all in one list.</summary>
    Json,
}

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
public enum FileFormat
{
    Text,
    Empty,

    /// <summary>Microsoft's container of before 2007, which locked workbooks are still kept in.</summary>
    Ole,

    /// <summary>Workbooks too.</summary>
    Zip,
    Gzip,
    Pdf,
    OtherBinary,
}

public static class FileFormats
{
    public static FileFormat Of(ReadOnlySpan<byte> head) => head switch
    {
        [] => FileFormat.Empty,
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => FileFormat.Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileFormat.Ole,
        [0x1F, 0x8B, ..] => FileFormat.Gzip,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => FileFormat.Pdf,
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..]
            or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', ..] or [0x28, 0xB5, 0x2F, 0xFD, ..]
            or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => FileFormat.OtherBinary,
        _ when head.Length > 262 && head[257..262].SequenceEqual("ustar"u8) => FileFormat.OtherBinary,
        _ => FileFormat.Text,
    };

    /// <summary>Of what is neither text nor packed.</summary>
    internal static UnreadableFileException Refusal(this FileFormat format, Stream content) => new(format switch
    {
        FileFormat.Empty => FileProblem.Empty,
        FileFormat.Ole => OleFile.IsLocked(content) ? FileProblem.LockedWorkbook : FileProblem.OldWorkbook,
        FileFormat.Pdf => FileProblem.Pdf,
        FileFormat.Gzip or FileFormat.Zip => FileProblem.NestedArchive,
        _ => FileProblem.OtherBinary,
    });
}
