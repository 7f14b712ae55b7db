using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

internal static class HeaderDetection
{
    public static async Task<bool> HasHeaderAsync(string text, char separator, int? firstRow, CancellationToken cancellationToken)
    {
        using var reader = new CsvReader(new StringReader(WithoutDeclaration(text)), separator);
        return !await reader.ReadFirstAsync(firstRow, cancellationToken) || HeaderNames.AreNames(reader.ToArray());
    }

    private static string WithoutDeclaration(string text) =>
        SeparatorDetection.Declared(text) is null ? text : text[Math.Min(5, text.Length)..].TrimStart('\r', '\n');
}
