using System.Diagnostics;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>Why a file can't be read. Pages have their own texts for each.</summary>
public enum FileProblem
{
    Empty,
    NoRows,
    Pdf,
    OtherBinary,
    OldWorkbook,
    LockedWorkbook,
    BinaryWorkbook,
    OpenDocument,
    OtherDocument,
    BrokenGzip,
    BrokenArchive,
    LockedArchive,
    UnknownCompression,
    TooManyEntries,
    NoDataFile,
    SeveralFiles,
    EntryMissing,
    NestedArchive,
    UnpackedTooLarge,
    PackedTooTightly,
    BrokenWorkbook,
    NoSheet,
    SheetMissing,
    TooManyColumns,
    ListCutOff,
    ListTail,
    NoObjects,
    WrongFormat,
}

/// <summary>The file, or the rest of it, can't be read. Rows that came before are good.</summary>
public sealed class UnreadableFileException(FileProblem problem, string detail = "", Exception? innerException = null)
    : Exception(Words(problem, detail), innerException)
{
    public FileProblem Problem { get; } = problem;

    /// <summary>A name, number or limit that the words hold; empty for most. English where it is more than a name.</summary>
    public string Detail { get; } = detail;

    /// <summary>JSON pointer of the mapping's member that asks for what is not there; null when it is the file.</summary>
    public string? Pointer => Problem switch
    {
        FileProblem.SeveralFiles or FileProblem.EntryMissing => "/entry",
        FileProblem.SheetMissing => "/sheet",
        FileProblem.WrongFormat => "/format",
        _ => null,
    };

    /// <summary>Null when the words are not those of the problem.</summary>
    internal static string? DetailIn(string words, FileProblem problem)
    {
        const string Place = "\0";
        var form = Words(problem, Place);
        var at = form.IndexOf(Place, StringComparison.Ordinal);
        if (at < 0) return words == form ? "" : null;

        var (before, behind) = (form[..at], form[(at + 1)..]);
        return words.Length >= form.Length - 1 && words.StartsWith(before, StringComparison.Ordinal) && words.EndsWith(behind, StringComparison.Ordinal)
            ? words[before.Length..^behind.Length]
            : null;
    }

    private static string Words(FileProblem problem, string detail) => problem switch
    {
        FileProblem.Empty => "The file is empty.",
        FileProblem.NoRows => "The file holds no rows.",
        FileProblem.Pdf => "This is a PDF document, not a table. Export the data as CSV or Excel (xlsx).",
        FileProblem.OtherBinary => "This is no table: CSV, TSV, Excel (xlsx) and JSON can be read, each as it is, in a zip archive or compressed with gzip.",
        FileProblem.OldWorkbook => "This is a workbook of Excel 2003 or before (xls). Save it as xlsx or CSV.",
        FileProblem.LockedWorkbook => "This Excel workbook is locked with a password. Save it without one.",
        FileProblem.BinaryWorkbook => "This is a binary Excel workbook (xlsb). Save it as xlsx or CSV.",
        FileProblem.OpenDocument => "This is an OpenDocument file. Save the sheet as xlsx or CSV.",
        FileProblem.OtherDocument => $"This is a document ({detail}), not an Excel workbook. Export the data as xlsx or CSV.",
        FileProblem.BrokenGzip => "The gzip file is broken or was cut off. Compress it again.",
        FileProblem.BrokenArchive => $"The zip archive is broken or was cut off: {detail}. Make it again.",
        FileProblem.LockedArchive => $"'{detail}' in the zip archive is locked with a password.",
        FileProblem.UnknownCompression => $"'{detail}' in the zip archive is compressed in a way that can't be read. Make an archive that every program can open.",
        FileProblem.TooManyEntries => $"The zip archive holds more than {detail} files.",
        FileProblem.NoDataFile => "The zip archive holds no file with data.",
        FileProblem.SeveralFiles => $"The zip archive holds several files; name the one to import: {detail}.",
        FileProblem.EntryMissing => $"The zip archive does not hold '{detail}'.",
        FileProblem.NestedArchive => "There is an archive inside the archive. Unpack it first.",
        FileProblem.UnpackedTooLarge => $"Unpacked, the file is larger than {detail} bytes.",
        FileProblem.PackedTooTightly => $"Unpacked, the file is over {detail} times as large, as files are that are made to fill a disk.",
        FileProblem.BrokenWorkbook => $"The Excel workbook is broken: {detail}. Open it in Excel and save it again.",
        FileProblem.NoSheet => "The Excel workbook has no sheet with cells.",
        FileProblem.SheetMissing => $"The Excel workbook has no sheet called '{detail}'.",
        FileProblem.TooManyColumns => $"The file has more than {detail} columns.",
        FileProblem.ListCutOff => $"The JSON list is not closed: the file ends in it, in line {detail}.",
        FileProblem.ListTail => $"Something follows the JSON list, in line {detail}.",
        FileProblem.NoObjects => "There is no JSON object at the beginning of the file. Each object stands in a line of its own, or all of them in one list.",
        FileProblem.WrongFormat => $"The format that was named is not the file's, which is {detail}.",
        _ => throw new UnreachableException(problem.ToString()),
    };
}
