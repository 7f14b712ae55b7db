using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>
/// What arrived, as it arrived; everything else is derived from it. Numbers are one sequence over all kinds, without gaps,
/// in the order in which the product took the messages. Times are milliseconds since the Unix epoch, UTC.
/// </summary>
/// <param name="Number">From 1. Given by the processor alone, inside the transaction that stores the fact.</param>
/// <param name="RecordedAt">When the product took it.</param>
public abstract record Fact(long Number, long RecordedAt)
{
    /// <param name="Profile">The number that the message's leading identifier was born with; its component may show a lower one.</param>
    /// <param name="Timestamp">When it happened, corrected for the client's clock.</param>
    /// <param name="Properties">A JSON object, as sent.</param>
    /// <param name="Context">A JSON object, as sent; null when there was none.</param>
    /// <param name="MessageId">As sent, or as made for a message without one.</param>
    /// <param name="Identifiers">All that the message carried, the leading one first.</param>
    public sealed record Event(
        long Number,
        long RecordedAt,
        ProfileId Profile,
        SourceId Source,
        string Name,
        long Timestamp,
        string Properties,
        string? Context,
        string MessageId,
        IReadOnlyList<Identifier> Identifiers) : Fact(Number, RecordedAt);

    /// <summary>Somebody said that an attribute has a value.</summary>
    /// <param name="Name">The attribute; a nested trait by its dotted path, such as <c>address.city</c>.</param>
    /// <param name="Value">JSON text of a scalar or a list; null clears the attribute and all below it.</param>
    public sealed record Assertion(
        long Number, long RecordedAt, ProfileId Profile, SourceId Source, string Name, string? Value, long ValidFrom)
        : Fact(Number, RecordedAt);

    /// <summary>
    /// Two identifiers were seen together or joined on purpose. An edge whose ends are the same says that the identifier was seen:
    /// every message leaves at least one fact.
    /// </summary>
    /// <param name="MessageId">The message that showed it. The canonical order in which edges are folded is in IdentityResolution.</param>
    public sealed record Edge(
        long Number, long RecordedAt, IdentityNode A, IdentityNode B, EdgeKind Kind, long Timestamp, SourceId Source, string MessageId)
        : Fact(Number, RecordedAt);

    /// <summary>A steward took two identifiers apart: the edges between them no longer count, until they are seen together again.</summary>
    public sealed record Cut(long Number, long RecordedAt, ProfileId A, ProfileId B) : Fact(Number, RecordedAt);

    /// <summary>Two identifiers never belong to one profile again.</summary>
    public sealed record Fence(long Number, long RecordedAt, ProfileId A, ProfileId B) : Fact(Number, RecordedAt);

    /// <summary>The facts from <paramref name="First"/> to <paramref name="Last"/> count as if they had not arrived.</summary>
    /// <param name="Reason">Such as <c>import:12</c>; shown in the history.</param>
    public sealed record Cancellation(long Number, long RecordedAt, long First, long Last, string Reason) : Fact(Number, RecordedAt);

    /// <summary>A person is erased for good: also for what was known before, and whatever is cancelled.</summary>
    /// <param name="Profiles">Every number that the person's identifiers were born with; at least one.</param>
    public sealed record Erasure(long Number, long RecordedAt, IReadOnlyList<ProfileId> Profiles) : Fact(Number, RecordedAt);
}

/// <param name="Profile">The number that this identifier was born with.</param>
public sealed record IdentityNode(ProfileId Profile, Identifier Identifier);

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum EdgeKind
{
    /// <summary>One message carried both.</summary>
    Seen = 1,

    /// <summary>An <c>alias</c> call or a person joined them; the only kind that joins two user ids.</summary>
    Alias = 2,
}
