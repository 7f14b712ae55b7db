using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>The separator that cuts the most rows into the same number of cells, at least two.</summary>
public static class SeparatorDetection
{
    public const char Default = ',';
    private const int Rows = 100;

    public static IReadOnlyList<char> Candidates { get; } = [',', ';', '\t', '|'];

    /// <summary>Asked only where the usual ones cut nothing. Data warehouses write the control characters.</summary>
    private static readonly char[] s_rare = ['^', '~', '\u0001', '\u001F', '\u00A6', '\u00A7'];

    /// <param name="text">The file's beginning.</param>
    /// <param name="whole">False when the last row may be cut off.</param>
    public static async Task<char> DetectAsync(string text, bool whole, CancellationToken cancellationToken)
    {
        if (Declared(text) is { } declared)
            return declared;

        return await BestAsync(text, Candidates, whole, cancellationToken) ?? await BestAsync(text, s_rare, whole, cancellationToken) ?? Default;
    }

    private static async Task<char?> BestAsync(string text, IEnumerable<char> candidates, bool whole, CancellationToken cancellationToken)
    {
        var best = (Separator: (char?)null, Share: 0.0, Cells: 1);
        foreach (var separator in candidates)
        {
            var counts = await CountCellsAsync(text, separator, whole, cancellationToken);
            if (counts.Count == 0)
                continue;
            var (cells, rows) = counts.CountBy(c => c).MaxBy(c => (c.Value, c.Key));
            var share = (double)rows / counts.Count;
            if (cells > 1 && (share > best.Share || (share == best.Share && cells > best.Cells)))
                best = (separator, share, cells);
        }

        return best.Separator;
    }

    /// <summary>Excel writes, and obeys, a first line such as <c>sep=;</c>.</summary>
    internal static char? Declared(string text) =>
        text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && (text.Length == 5 || text[5] is '\r' or '\n')
            && text[4] is not '\r' and not '\n' and not '"'
            ? text[4]
            : null;

    private static async Task<List<int>> CountCellsAsync(string text, char separator, bool whole, CancellationToken cancellationToken)
    {
        using var reader = new CsvReader(new StringReader(text), separator);
        var counts = new List<int>();
        while (counts.Count <= Rows && await reader.ReadAsync(cancellationToken))
            counts.Add(reader.Fault == RowFault.None ? reader.Count : 0);
        if (!whole && counts.Count is > 1 and <= Rows)
            counts.RemoveAt(counts.Count - 1);
        return counts;
    }
}
