using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>How a file is turned into rows: what the detection says or somebody chose.</summary>
/// <param name="HasHeader">Without one the columns are called Column 1, Column 2 …</param>
public sealed record FileReading(TextEncoding Encoding, char Separator, bool HasHeader);

/// <param name="EncodingSure">False: show the preview and ask.</param>
public sealed record DetectedReading(FileReading Reading, bool EncodingSure);

public static class ReadingDetection
{
    /// <summary>Detects what is not given.</summary>
    public static async Task<DetectedReading> DetectAsync(
        string path, TextEncoding? encoding, char? separator, bool? hasHeader, CancellationToken cancellationToken)
    {
        var sample = await FileSample.TakeAsync(path, cancellationToken);
        var detected = encoding is not null
            ? new DetectedEncoding(encoding, Sure: true)
            : Detect(sample);
        var text = CsvFile.Decode(sample.Head, detected.Encoding);
        separator ??= await SeparatorDetection.DetectAsync(text, sample.Head.Length < 64 * 1024, cancellationToken);
        hasHeader ??= await HeaderDetection.HasHeaderAsync(text, separator.Value, cancellationToken);
        return new DetectedReading(new FileReading(detected.Encoding, separator.Value, hasHeader.Value), detected.Sure);
    }

    private static DetectedEncoding Detect(FileSample sample)
    {
        if (ReferenceEquals(sample.Head, sample.Letters) || EncodingDetection.MarkLength(sample.Head) > 0)
            return EncodingDetection.Detect(sample.Head);
        return EncodingDetection.Detect(sample.Letters, start: false);
    }
}

/// <summary>A first row is a header when its cells are names: filled, different, and neither numbers nor addresses.</summary>
internal static class HeaderDetection
{
    public static async Task<bool> HasHeaderAsync(string text, char separator, CancellationToken cancellationToken)
    {
        using var reader = new CsvReader(new StringReader(CsvFile.WithoutDeclaration(text)), separator);
        if (!await reader.ReadAsync(cancellationToken))
            return true;
        var cells = reader.ToArray();
        return !cells.Any(c => c.Contains('@', StringComparison.Ordinal) || (c.Any(char.IsDigit) && !c.Any(char.IsLetter)))
            && cells.Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() * 2 > cells.Length;
    }
}
