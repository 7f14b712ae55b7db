using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Files whose request is gone: of exports that are too old, or that were removed by a process that was killed between the two.</summary>
internal sealed class StrayExports(IDbContextFactory<StudioDbContext> contexts, ExportFiles files)
{
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        // Before the rows: a request is there before its folder.
        var folders = files.Requests();
        HashSet<long> kept;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            kept = await PersonExportList.Exports(db).Where(r => r.RemovedAt == null).Select(r => r.Id).ToHashSetAsync(cancellationToken);

        foreach (var request in folders.Where(r => !kept.Contains(r))) files.Delete(request);
    }
}
