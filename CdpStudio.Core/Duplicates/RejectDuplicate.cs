using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <summary>Somebody says that they are two people.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record RejectDuplicate(long Pair, string By);

public sealed class RejectDuplicateHandler(IWriteQueue queue, TimeProvider clock)
{
    public async Task<DuplicateOutcome> HandleAsync(RejectDuplicate command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var rejected = await db.DuplicatePairs.Where(p => p.Id == command.Pair && p.State == DuplicateState.Open).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(p => p.State, DuplicateState.Rejected)
                        .SetProperty(p => p.DecidedAt, now)
                        .SetProperty(p => p.By, command.By),
                    token);
                if (rejected > 0) return DuplicateOutcome.Done;

                return await db.DuplicatePairs.AnyAsync(p => p.Id == command.Pair, token) ? DuplicateOutcome.Decided : DuplicateOutcome.NotFound;
            },
            cancellationToken);
    }
}
