using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

public static class IngestionTables
{
    extension(StudioDbContext db)
    {
        public DbSet<InboxRow> Inbox => db.Set<InboxRow>();

        public DbSet<RunTally> RunTallies => db.Set<RunTally>();

        public DbSet<RunRange> RunRanges => db.Set<RunRange>();

        public DbSet<SourceHour> SourceHours => db.Set<SourceHour>();

        public DbSet<QuarantinedMessage> QuarantinedMessages => db.Set<QuarantinedMessage>();

        public DbSet<QuarantineRepair> QuarantineRepairs => db.Set<QuarantineRepair>();

        internal DbSet<QuarantineDiscard> QuarantineDiscards => db.Set<QuarantineDiscard>();

        internal DbSet<SourceFieldDay> SourceFieldDays => db.Set<SourceFieldDay>();

        internal DbSet<PlanViolation> PlanViolations => db.Set<PlanViolation>();

        internal DbSet<ErasedIdentifier> ErasedIdentifiers => db.Set<ErasedIdentifier>();

        internal DbSet<SeenBatch> SeenBatches => db.Set<SeenBatch>();
    }
}
