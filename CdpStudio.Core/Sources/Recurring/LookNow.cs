using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Asks for a look out of turn, at what failed before as well. It comes within seconds.</summary>
public sealed class LookNowHandler(IWriteQueue queue, TimeProvider clock)
{
    /// <summary>False: there is no such recurring import.</summary>
    public async Task<bool> HandleAsync(SourceId source, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.RecurringImports.Where(i => i.Source == source).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.Again, now).SetProperty(i => i.ByHand, true), token),
            cancellationToken) > 0;
    }
}
