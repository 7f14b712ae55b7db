using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Facts;

/// <summary>Writes facts into the tables of their kinds. Only <see cref="ProcessorTransaction"/> calls it.</summary>
internal static class FactAppender
{
    public static async Task AppendAsync(StudioDbContext db, IReadOnlyList<Fact> facts, CancellationToken cancellationToken)
    {
        foreach (var kind in facts.GroupBy(f => f.GetType()))
        {
            await (kind.First() switch
            {
                Fact.Event => InsertAsync<Fact.Event, EventRow>(db, kind, ToRow, cancellationToken),
                Fact.Assertion => InsertAsync<Fact.Assertion, AssertionRow>(db, kind, ToRow, cancellationToken),
                Fact.Edge => InsertAsync<Fact.Edge, EdgeRow>(db, kind, ToRow, cancellationToken),
                Fact.Cut => InsertAsync<Fact.Cut, CutRow>(db, kind, ToRow, cancellationToken),
                Fact.Fence => InsertAsync<Fact.Fence, FenceRow>(db, kind, ToRow, cancellationToken),
                Fact.Cancellation => InsertAsync<Fact.Cancellation, CancellationRow>(db, kind, ToRow, cancellationToken),
                Fact.Erasure => InsertAsync<Fact.Erasure, ErasureRow>(db, kind, ToRow, cancellationToken),
                var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
            });
        }
    }

    private static Task InsertAsync<TFact, TRow>(
        StudioDbContext db, IEnumerable<Fact> facts, Func<TFact, TRow> toRow, CancellationToken cancellationToken)
        where TRow : FactRow =>
        db.BulkInsertAsync(facts.Cast<TFact>().Select(toRow).ToList(), cancellationToken);

    private static EventRow ToRow(Fact.Event fact) => new()
    {
        Number = fact.Number,
        RecordedAt = fact.RecordedAt,
        Profile = fact.Profile,
        Source = fact.Source,
        Name = fact.Name,
        Timestamp = fact.Timestamp,
        Properties = fact.Properties,
        Context = fact.Context,
        MessageId = fact.MessageId,
        Identifiers = IdentifierText.Write(fact.Identifiers),
    };

    private static AssertionRow ToRow(Fact.Assertion fact) => new()
    {
        Number = fact.Number,
        RecordedAt = fact.RecordedAt,
        Profile = fact.Profile,
        Source = fact.Source,
        Name = fact.Name,
        Value = fact.Value,
        ValidFrom = fact.ValidFrom,
    };

    private static EdgeRow ToRow(Fact.Edge fact) => new()
    {
        Number = fact.Number,
        RecordedAt = fact.RecordedAt,
        ProfileA = fact.A.Profile,
        NamespaceA = fact.A.Identifier.Namespace,
        ValueA = fact.A.Identifier.Value,
        ProfileB = fact.B.Profile,
        NamespaceB = fact.B.Identifier.Namespace,
        ValueB = fact.B.Identifier.Value,
        Kind = fact.Kind,
        Timestamp = fact.Timestamp,
        Source = fact.Source,
        MessageId = fact.MessageId,
    };

    private static CutRow ToRow(Fact.Cut fact) =>
        new() { Number = fact.Number, RecordedAt = fact.RecordedAt, ProfileA = fact.A, ProfileB = fact.B };

    private static FenceRow ToRow(Fact.Fence fact) =>
        new() { Number = fact.Number, RecordedAt = fact.RecordedAt, ProfileA = fact.A, ProfileB = fact.B };

    private static CancellationRow ToRow(Fact.Cancellation fact) =>
        new() { Number = fact.Number, RecordedAt = fact.RecordedAt, First = fact.First, Last = fact.Last, Reason = fact.Reason };

    private static ErasureRow ToRow(Fact.Erasure fact) =>
        new() { Number = fact.Number, RecordedAt = fact.RecordedAt, Profiles = ProfilesText.Write(fact.Profiles) };
}
