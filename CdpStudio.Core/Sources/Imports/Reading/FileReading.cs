using CdpStudio.Core.Sources.Imports.Reading.Json;
using CdpStudio.Core.Sources.Imports.Reading.Packing;
using CdpStudio.Core.Sources.Imports.Reading.Workbooks;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>How a file is turned into rows: what the detection says or somebody chose.</summary>
/// <param name="Encoding">Of texts.</param>
/// <param name="Separator">Of <see cref="TableFormat.Csv"/>.</param>
/// <param name="HasHeader">Without one the columns are called Column 1, Column 2 … JSON always names its own.</param>
public sealed record FileReading(TextEncoding Encoding, char Separator, bool HasHeader)
{
    public TableFormat Format { get; init; }

    /// <summary>Of a workbook; null is the first one that is shown.</summary>
    public string? Sheet { get; init; }

    /// <summary>The file in a zip archive; null is its only one with data.</summary>
    public string? Entry { get; init; }

    /// <summary>Where the table begins, with its header if it has one: as an editor counts lines and Excel its rows. Null is the first that is not empty; JSON has none.</summary>
    public int? FirstRow { get; init; }

    /// <summary>Whether rows that Excel hides are read too. Other formats hide none.</summary>
    public bool HiddenRows { get; init; } = true;
}

/// <summary>What is known about a file beforehand. What is null is detected.</summary>
public sealed record GivenReading(TableFormat? Format = null, TextEncoding? Encoding = null, char? Separator = null, bool? HasHeader = null, string? Sheet = null, string? Entry = null)
{
    /// <inheritdoc cref="FileReading.FirstRow"/>
    public int? FirstRow { get; init; }

    /// <summary>Null reads them.</summary>
    public bool? HiddenRows { get; init; }
}

/// <param name="EncodingSure">False: show the preview and ask.</param>
public sealed record DetectedReading(FileReading Reading, bool EncodingSure);

/// <summary>What there is to choose from.</summary>
/// <param name="Entries">Files with data in a zip archive; empty for anything else.</param>
/// <param name="Sheets">Of a workbook; empty for anything else.</param>
public sealed record FileContents(IReadOnlyList<string> Entries, IReadOnlyList<SheetName> Sheets)
{
    /// <exception cref="UnreadableFileException">The file, or the one in it, is none that can be read.</exception>
    public static FileContents Of(string path, string? entry)
    {
        var entries = FileContent.EntriesOf(path);
        using var content = FileContent.Open(path, entry);
        return new FileContents(entries, content.Workbook is null ? [] : Workbook.Open(content.Workbook).Sheets);
    }
}

public static class ReadingDetection
{
    /// <summary>Detects what is not given.</summary>
    /// <exception cref="UnreadableFileException">The file is none that can be read, or is not what was given.</exception>
    public static async Task<DetectedReading> DetectAsync(string path, GivenReading given, CancellationToken cancellationToken)
    {
        using var content = FileContent.Open(path, given.Entry);
        if (content.Workbook is { } zip)
        {
            if (given.Format is not null and not TableFormat.Xlsx) throw new UnreadableFileException(FileProblem.WrongFormat, "xlsx");
            return await DetectSheetAsync(Workbook.Open(zip), content.Entry, given, cancellationToken);
        }

        if (given.Format == TableFormat.Xlsx) throw new UnreadableFileException(FileProblem.WrongFormat, "a text");
        return await DetectTextAsync(content, given, cancellationToken);
    }

    private static async Task<DetectedReading> DetectSheetAsync(Workbook workbook, string? entry, GivenReading given, CancellationToken cancellationToken)
    {
        var sheet = given.Sheet ?? workbook.FirstSheet();
        var hasHeader = given.HasHeader;
        if (hasHeader is null)
        {
            using var rows = workbook.Read(sheet);
            hasHeader = !await rows.ReadFirstAsync(given.FirstRow, cancellationToken) || HeaderNames.AreNames(Ingestion.Parsing.RowReaders.ToArray(rows));
        }

        var reading = new FileReading(TextEncoding.Utf8, SeparatorDetection.Default, hasHeader.Value) { Format = TableFormat.Xlsx, Sheet = sheet, Entry = entry, FirstRow = given.FirstRow, HiddenRows = given.HiddenRows != false };
        return new DetectedReading(reading, EncodingSure: true);
    }

    private static async Task<DetectedReading> DetectTextAsync(FileContent content, GivenReading given, CancellationToken cancellationToken)
    {
        var sample = await FileSample.TakeAsync(content.OpenText(), headOnly: given.Encoding is not null, cancellationToken);
        var detected = given.Encoding is not null
            ? new DetectedEncoding(given.Encoding, Sure: true)
            : Detect(sample);
        var text = TableFile.Decode(sample.Head, detected.Encoding);
        var isWhole = sample.Head.Length < FileSample.Size;
        var format = given.Format ?? (given.Separator is null && JsonDetection.IsJson(text) ? TableFormat.Json : TableFormat.Csv);
        var (separator, hasHeader) = (given.Separator ?? SeparatorDetection.Default, given.HasHeader ?? true);
        if (format == TableFormat.Csv)
        {
            separator = given.Separator ?? await SeparatorDetection.DetectAsync(text, isWhole, cancellationToken);
            hasHeader = given.HasHeader ?? await HeaderDetection.HasHeaderAsync(text, separator, given.FirstRow, cancellationToken);
        }

        var reading = new FileReading(detected.Encoding, separator, hasHeader) 
        {
            Format = format,
            Entry = content.Entry,
            FirstRow = format == TableFormat.Json ? null : given.FirstRow,
        };
        return new DetectedReading(reading, detected.Sure);
    }

    private static DetectedEncoding Detect(FileSample sample)
    {
        if (ReferenceEquals(sample.Head, sample.Letters) || EncodingDetection.MarkLength(sample.Head) > 0)
            return EncodingDetection.Detect(sample.Head);
        return EncodingDetection.Detect(sample.Letters, start: false);
    }
}
