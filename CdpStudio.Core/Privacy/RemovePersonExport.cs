using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Privacy;

/// <summary>Removes a request with its files; one that is under way stops.</summary>
public sealed partial class RemovePersonExportHandler(
    IWriteQueue queue, CancelJobHandler cancel, ExportFiles files, ILogger<RemovePersonExportHandler> logger)
{
    /// <summary>False when there is none.</summary>
    public async Task<bool> HandleAsync(long request, CancellationToken cancellationToken)
    {
        // The row first: whoever is still writing finds it gone and takes away what it wrote.
        var job = await queue.WriteAsync(WritePriority.Interactive, (db, token) => RemoveAsync(db, request, token), cancellationToken);
        if (job is not { } run) return false;

        await cancel.HandleAsync(run, cancellationToken);
        files.Delete(request);
        LogRemoved(request);
        return true;
    }

    private static async Task<JobRunId?> RemoveAsync(StudioDbContext db, long request, CancellationToken cancellationToken)
    {
        var job = await PersonExportList.Exports(db).Where(r => r.Id == request).Select(r => (JobRunId?)r.Job).SingleOrDefaultAsync(cancellationToken);
        await PersonExportList.Exports(db).Where(r => r.Id == request).ExecuteDeleteAsync(cancellationToken);
        return job;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Privacy request {Request} and its files were removed")]
    private partial void LogRemoved(long request);
}
