namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
public enum FileFormat
{
    Text,
    Empty,
    Excel,
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
        [(byte)'P', (byte)'K', 3, 4, ..] => head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types]"u8) >= 0 ? FileFormat.Excel : FileFormat.Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileFormat.Excel,
        [0x1F, 0x8B, ..] => FileFormat.Gzip,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => FileFormat.Pdf,
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..]
            or [0x28, 0xB5, 0x2F, 0xFD, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => FileFormat.OtherBinary,
        _ => FileFormat.Text,
    };

    /// <summary>Why a file of that format is refused, in English for API answers; null when it can be read.</summary>
    public static string? Refusal(this FileFormat format) => format switch
    {
        FileFormat.Text => null,
        FileFormat.Empty => "The file is empty.",
        FileFormat.Excel => "This is an Excel workbook. Save the sheet as CSV and import that; workbooks can't be read yet.",
        FileFormat.Zip => "This is a zip archive. Unpack it and import the CSV file in it; archives can't be read yet.",
        FileFormat.Gzip => "This file is compressed with gzip. Unpack it first; compressed files can't be read yet.",
        FileFormat.Pdf => "This is a PDF document, not a table. Export the data as CSV.",
        _ => "This is not a text file. Export the data as CSV.",
    };
}
