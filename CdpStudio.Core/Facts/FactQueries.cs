using System.Data.Common;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Facts;

/// <summary>
/// Facts of each kind, read by hand from EF's own query: millions of them are read at every start, and EF's row objects between the
/// reader and the fact took a quarter of that time.
/// </summary>
internal static class FactQueries
{
    /// <summary>One query per kind, the frequent kinds first.</summary>
    public static IEnumerable<FactQuery> Between(StudioDbContext db, long after, long last)
    {
        yield return Events(In(db.EventFacts));
        yield return Assertions(In(db.AssertionFacts));
        yield return Edges(In(db.EdgeFacts));
        yield return Cuts(In(db.CutFacts));
        yield return Fences(In(db.FenceFacts));
        yield return Cancellations(In(db.CancellationFacts));
        yield return Erasures(In(db.ErasureFacts));

        IQueryable<T> In<T>(IQueryable<T> rows)
            where T : FactRow =>
            rows.Where(r => r.Number > after && r.Number <= last);
    }

    public static FactQuery Events(IQueryable<EventRow> rows) => new(
        rows.Select(e => new
        {
            e.Number, e.RecordedAt, e.Profile, e.Source, e.Name, e.Timestamp, e.Properties, e.Context, e.MessageId, e.Identifiers,
        }),
        r => new Fact.Event(
            r.GetInt64(0),
            r.GetInt64(1),
            Profile(r, 2),
            new SourceId(r.GetInt32(3)),
            r.GetString(4),
            r.GetInt64(5),
            r.GetString(6),
            TextOrNull(r, 7),
            r.GetString(8),
            IdentifierText.Read(r.GetString(9))));

    /// <summary>Events without what was sent with them, which is most of a row.</summary>
    public static FactQuery BareEvents(IQueryable<EventRow> rows) => new(
        rows.Select(e => new { e.Number, e.RecordedAt, e.Profile, e.Source, e.Name, e.Timestamp, e.Identifiers }),
        r => new Fact.Event(
            r.GetInt64(0), r.GetInt64(1), Profile(r, 2), new SourceId(r.GetInt32(3)), r.GetString(4), r.GetInt64(5), "{}", null, "", IdentifierText.Read(r.GetString(6))));

    public static FactQuery Cancellations(IQueryable<CancellationRow> rows) => new(
        rows.Select(c => new { c.Number, c.RecordedAt, c.First, c.Last, c.Reason }),
        r => new Fact.Cancellation(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4)));

    public static FactQuery Assertions(IQueryable<AssertionRow> rows) => new(
        rows.Select(a => new { a.Number, a.RecordedAt, a.Profile, a.Source, a.Name, a.Value, a.ValidFrom }),
        r => new Fact.Assertion(
            r.GetInt64(0), r.GetInt64(1), Profile(r, 2), new SourceId(r.GetInt32(3)), r.GetString(4), TextOrNull(r, 5), r.GetInt64(6)));

    public static FactQuery Edges(IQueryable<EdgeRow> rows) => new(
        rows.Select(e => new
        {
            e.Number, e.RecordedAt, e.ProfileA, e.NamespaceA, e.ValueA, e.ProfileB, e.NamespaceB, e.ValueB, e.Kind, e.Timestamp, e.Source, e.MessageId,
        }),
        r => new Fact.Edge(
            r.GetInt64(0),
            r.GetInt64(1),
            Node(r, 2),
            Node(r, 5),
            (EdgeKind)r.GetInt32(8),
            r.GetInt64(9),
            new SourceId(r.GetInt32(10)),
            r.GetString(11)));

    public static FactQuery Cuts(IQueryable<CutRow> rows) => new(
        rows.Select(c => new { c.Number, c.RecordedAt, c.ProfileA, c.ProfileB }),
        r => new Fact.Cut(r.GetInt64(0), r.GetInt64(1), Profile(r, 2), Profile(r, 3)));

    public static FactQuery Fences(IQueryable<FenceRow> rows) => new(
        rows.Select(f => new { f.Number, f.RecordedAt, f.ProfileA, f.ProfileB }),
        r => new Fact.Fence(r.GetInt64(0), r.GetInt64(1), Profile(r, 2), Profile(r, 3)));

    public static FactQuery Erasures(IQueryable<ErasureRow> rows) => new(
        rows.Select(e => new { e.Number, e.RecordedAt, e.Profiles }),
        r => new Fact.Erasure(r.GetInt64(0), r.GetInt64(1), ProfilesText.Read(r.GetString(2))));

    private static IdentityNode Node(DbDataReader reader, int column) => new(
        Profile(reader, column), new Identifier(IdentifierText.Intern(reader.GetString(column + 1)), reader.GetString(column + 2)));

    private static ProfileId Profile(DbDataReader reader, int column) => new(reader.GetInt64(column));

    private static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
