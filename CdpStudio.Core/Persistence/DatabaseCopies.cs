using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence;

/// <summary>What the database keeps of rows that are gone.</summary>
internal sealed class DatabaseCopies(IDatabaseProvider provider, IDbContextFactory<StudioDbContext> contexts, WriteTurns turns, TimeProvider clock)
{
    /// <summary>Whether they are all in our hands, and not with a server of its own.</summary>
    public bool AreOurs => provider.OneWriter;

    /// <summary>Takes them away, as far as they are in our hands; waits for whoever still reads from them.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => clock.UntilAsync(TryClearAsync, cancellationToken);

    /// <summary>The same at once.</summary>
    /// <returns>False while somebody still reads from them: ask again.</returns>
    public async Task<bool> TryClearAsync(CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(WritePriority.Background, cancellationToken);
        return await provider.TryClearCopiesAsync(contexts, cancellationToken);
    }
}
