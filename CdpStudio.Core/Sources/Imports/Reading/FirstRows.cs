using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>Passes what stands above a table, such as a report's title.</summary>
internal static class FirstRows
{
    /// <param name="line">Null is the first row there is.</param>
    /// <returns>False when the file ends before.</returns>
    public static async Task<bool> ReadFirstAsync(this IRowReader rows, int? line, CancellationToken cancellationToken) =>
        await rows.ReadAsync(cancellationToken) && await rows.ToFirstAsync(line, cancellationToken);

    /// <summary>As <see cref="ReadFirstAsync"/>, from a row that has been read.</summary>
    public static async Task<bool> ToFirstAsync(this IRowReader rows, int? line, CancellationToken cancellationToken)
    {
        while (rows.Line < (line ?? 1))
        {
            if (!await rows.ReadAsync(cancellationToken)) return false;
        }

        return true;
    }
}
