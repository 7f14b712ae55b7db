using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>One process's view of a database: its own queue and connections.</summary>
internal sealed class DatabaseUnderTest
{
    public DatabaseUnderTest(IDatabaseProvider provider)
    {
        Provider = provider;
        Turns = new WriteTurns(provider.OneWriter);
        Contexts = provider.CreateFactory([new TextInterceptor(), new UnavailableInterceptor(provider), new WriteTurnInterceptor(Turns)]);
        Queue = new WriteQueue(Contexts, Turns, provider);
        Log = new FactLog(new FactReader(Contexts));
        Leases = new ProcessorLeases(provider, Queue);
    }

    public IDatabaseProvider Provider { get; }

    public WriteTurns Turns { get; }

    public IDbContextFactory<StudioDbContext> Contexts { get; }

    public IWriteQueue Queue { get; }

    public FactLog Log { get; }

    public ProcessorLeases Leases { get; }

    public DatabaseCopies Copies(TimeProvider clock) => new(Provider, Contexts, Turns, clock);
}
