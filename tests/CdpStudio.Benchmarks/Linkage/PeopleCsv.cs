using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Benchmarks.Linkage;

/// <summary>A comma-separated file, its header first.</summary>
internal static class PeopleCsv
{
    public static async Task<List<string[]>> ReadAsync(string file)
    {
        using var rows = new CsvReader(new StreamReader(file), ',');
        var read = new List<string[]>();
        while (await rows.ReadAsync(default)) read.Add(rows.ToArray());
        return read;
    }
}
