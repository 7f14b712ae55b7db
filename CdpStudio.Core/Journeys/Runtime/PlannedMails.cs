using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Journeys.Runtime;

internal sealed class PlannedMails(TimeProvider clock)
{
    public Task PlanAsync(StudioDbContext db, IReadOnlyList<Send> sends, CancellationToken cancellationToken)
    {
        foreach (var send in sends) send.ChangedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return db.BulkInsertAsync(sends, cancellationToken);
    }
}
