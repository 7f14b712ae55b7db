using CdpStudio.Core.Sources.Imports;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>Imports whose columns a recurring one can take over.</summary>
public sealed class FinishedImports(ImportList imports)
{
    private const int Newest = 100;

    /// <param name="wanted">One that is there even if it is an old one.</param>
    public async Task<IReadOnlyList<ImportStatus>> AllAsync(int? wanted, CancellationToken cancellationToken)
    {
        var recent = await imports.RecentAsync(Newest, null, cancellationToken);
        var old = wanted is { } id && recent.All(i => i.Id.Value != id) ? await imports.FindAsync(new ImportRunId(id), cancellationToken) : null;
        return [.. recent.Concat(old is null ? [] : [old]).Where(i => i is { State: ImportState.Completed, RowsRead: > 0 })];
    }
}
