using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments;

public static class SegmentTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Segment> Segments => db.Set<Segment>();

        public DbSet<SegmentDraft> SegmentDrafts => db.Set<SegmentDraft>();

        public DbSet<SegmentStay> SegmentStays => db.Set<SegmentStay>();

        public DbSet<SegmentMembership> SegmentMemberships => db.Set<SegmentMembership>();

        public DbSet<SegmentDay> SegmentDays => db.Set<SegmentDay>();
    }
}
