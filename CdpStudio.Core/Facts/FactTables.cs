using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

internal static class FactTables
{
    extension(StudioDbContext db)
    {
        public DbSet<EventRow> EventFacts => db.Set<EventRow>();

        public DbSet<AssertionRow> AssertionFacts => db.Set<AssertionRow>();

        public DbSet<EdgeRow> EdgeFacts => db.Set<EdgeRow>();

        public DbSet<CutRow> CutFacts => db.Set<CutRow>();

        public DbSet<FenceRow> FenceFacts => db.Set<FenceRow>();

        public DbSet<CancellationRow> CancellationFacts => db.Set<CancellationRow>();

        public DbSet<ErasureRow> ErasureFacts => db.Set<ErasureRow>();

        public DbSet<ProcessorState> ProcessorStates => db.Set<ProcessorState>();
    }
}
