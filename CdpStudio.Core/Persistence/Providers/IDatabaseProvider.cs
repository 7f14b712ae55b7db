using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence.Providers;

/// <summary>All that differs between the databases. One folder each.</summary>
internal interface IDatabaseProvider
{
    /// <summary>Whether writes of the process must go through one after the other.</summary>
    bool OneWriter { get; }

    /// <param name="interceptors">Called before the provider's own.</param>
    IDbContextFactory<StudioDbContext> CreateFactory(IEnumerable<IInterceptor> interceptors);

    /// <summary>
    /// Makes the database ready: nobody else migrates it meanwhile, and it has this program's schema afterwards. Returns what must be
    /// held as long as the process uses the database.
    /// </summary>
    /// <exception cref="StartRefusedException">Another process uses it, or its schema is newer than this program.</exception>
    Task<IAsyncDisposable> OpenAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken);

    /// <summary>
    /// A lock by name that one process of all holds, freed by its end, however it ends. Null: somebody else has it.
    /// It is no guard by itself: who loses the connection does not learn of it, so what is written under it is fenced too.
    /// </summary>
    Task<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes away what files of the database keep of rows that are gone, where those files are in our hands. For the one whose turn it is to write.</summary>
    /// <returns>False while somebody still reads from them: ask again.</returns>
    Task<bool> TryClearCopiesAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken);

    /// <summary>Locked by somebody, full, or away: the same call may succeed later.</summary>
    bool IsUnavailable(Exception exception);
}
