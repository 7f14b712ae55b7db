using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Profiles as the audience engine holds them, so that a page needs the database only for the text of the events that it shows.
/// Synchronous: every answer comes from memory and from one state. Events and values of the future are left out.
/// </summary>
public interface IProfileDirectory
{
    /// <summary>The newest fact that answers include.</summary>
    long Position { get; }

    /// <summary>Number of profiles.</summary>
    long Count { get; }

    /// <summary>The profile that an identifier belongs to, compared by its folded value; null when the identifier was never seen.</summary>
    ProfileId? Find(Identifier identifier);

    /// <summary>
    /// The number that the identifier itself was born with, by which also an earlier state of the log knows it; null when it was never seen.
    /// </summary>
    ProfileId? NumberOf(Identifier identifier);

    /// <summary>
    /// Profiles by what somebody on the phone says, each once, by the best that was found: an identifier of any namespace that is the text,
    /// an order number that is it, an identifier that begins with it, a name of which each word of the text begins a word, a name that holds
    /// each of them. Case never matters, and marks of letters don't in names. What is not so any more finds nobody. For search boxes.
    /// </summary>
    IReadOnlyList<ProfileHit> Search(string text, int limit);

    /// <summary>Null when no identifier was born with that number, or the profile was erased.</summary>
    /// <param name="profile">Any number that the profile's identifiers were born with.</param>
    ProfileRecord? Read(ProfileId profile);

    /// <summary>
    /// Every number that the profile's identifiers were born with, in rising order: what was kept under any of them is this person's.
    /// Empty when no identifier was born with the number asked about.
    /// </summary>
    /// <param name="profile">Any of them.</param>
    IReadOnlyList<ProfileId> Numbers(ProfileId profile);

    /// <summary>The profile's events, newest first by timestamp, then by arrival.</summary>
    /// <param name="after">The last event of the page before; null starts at the newest.</param>
    /// <param name="names">Only events of these names; empty for all.</param>
    IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit);

    /// <summary>What the person bought and is about to buy; nothing for nobody, and where no events are kept.</summary>
    OrderSummary Orders(ProfileId profile) => OrderSummary.None;

    /// <summary>Everything that was said about the profile's attributes, newest first.</summary>
    /// <param name="attribute">Null for all attributes.</param>
    /// <param name="after">The last one of the page before; null starts at the newest.</param>
    IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit);
}

/// <param name="Identifier">The one that was found; of somebody who was found otherwise, the one that says most.</param>
public sealed record ProfileHit(ProfileId Profile, Identifier Identifier, FoundBy By)
{
    /// <summary>Found by that identifier.</summary>
    public ProfileHit(ProfileId profile, Identifier identifier)
        : this(profile, identifier, new FoundBy.Identifier())
    {
    }
}

/// <param name="Id">The lowest number of the component: what is shown.</param>
/// <param name="Attributes">Those with a value, by name.</param>
/// <param name="FirstSeen">Milliseconds since the Unix epoch, as all times here.</param>
/// <param name="Events">How many.</param>
public sealed record ProfileRecord(
    ProfileId Id,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyList<AttributeAssertion> Attributes,
    long FirstSeen,
    long LastSeen,
    long Events);

/// <param name="Value">JSON text as it was said, or of a sum or a union as it was made; null clears the attribute.</param>
/// <param name="Type">The attribute's type, by which rules read the value.</param>
/// <param name="Source"><see cref="SourceId.ByHand"/> where people who work here said it.</param>
/// <param name="Fact">The assertion's number; of a sum or a union that of the newest in it.</param>
public sealed record AttributeAssertion(
    string Name, string? Value, DataType Type, SourceId Source, long ValidFrom, long Fact)
{
    /// <summary>The number of the identifier of which it was said.</summary>
    public ProfileId Of { get; init; }

    /// <summary>Why it is the attribute's value; null in a history, which is of what was said.</summary>
    public AttributeWin? Win { get; init; }

    /// <summary>What else was said of the attribute by then, newest first and only so much of it; empty where nobody asked.</summary>
    public IReadOnlyList<AttributeAssertion> Others { get; init; } = [];
}

/// <summary>Why a value is the attribute's.</summary>
/// <param name="By">The attribute's winning rule.</param>
/// <param name="IsLocked">Somebody said it by hand, so the rule was not asked.</param>
/// <param name="Among">How many assertions stood for it, itself included; of a sum how many were added, one of each source.</param>
public sealed record AttributeWin(WinsBy By, bool IsLocked, int Among);

/// <param name="Fact">The event's number, by which the log has the rest.</param>
public sealed record ProfileEvent(string Name, long Timestamp, long Fact);

/// <summary>Where an assertion stands in a profile's history; a later one is greater.</summary>
public readonly record struct AssertionPlace(long ValidFrom, long Fact) : IComparable<AssertionPlace>
{
    public static bool operator <(AssertionPlace one, AssertionPlace other) => one.CompareTo(other) < 0;

    public static bool operator >(AssertionPlace one, AssertionPlace other) => one.CompareTo(other) > 0;

    public static bool operator <=(AssertionPlace one, AssertionPlace other) => one.CompareTo(other) <= 0;

    public static bool operator >=(AssertionPlace one, AssertionPlace other) => one.CompareTo(other) >= 0;

    public int CompareTo(AssertionPlace other) => (ValidFrom, Fact).CompareTo((other.ValidFrom, other.Fact));
}
