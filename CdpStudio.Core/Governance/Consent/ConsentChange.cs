using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>
/// Somebody's word on one channel, or on a topic or a purpose of it, never rewritten but to forget whose it was: of each place the newest one
/// counts. Kept by the keyed hash of the address, so that it outlives the person's data, and by the profile, so that it holds for the
/// person's other addresses too. The strictest of all counts.
/// </summary>
public sealed class ConsentChange
{
    public const int MaxProofLength = 1_000;

    /// <summary>In the order in which the changes were stored.</summary>
    public long Id { get; init; }

    /// <summary>Such as <c>email</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Empty for the channel as a whole.</summary>
    public required string Topic { get; init; }

    /// <summary>One of <see cref="ConsentPurpose"/>; empty for all of them.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>See <see cref="AddressKey"/>; null where a profile has no address in the channel.</summary>
    public string? Address { get; init; }

    /// <summary>The profile as it was shown then; null where nobody is known by the address.</summary>
    public ProfileId? Profile { get; init; }

    public required ConsentState State { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the person said it; null where that was when it was recorded.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The person themselves, a user's name or an API key's.</summary>
    public required string By { get; init; }

    /// <summary>How it was said, such as <c>link</c>, <c>one-click</c>, <c>page</c>, <c>api</c>.</summary>
    public required string Proof { get; init; }

    /// <summary>Where the word came in, one of <see cref="ConsentSource"/>; null of what was recorded before that was kept.</summary>
    public string? Source { get; init; }

    /// <summary>What was shown or signed, such as a form's address and the version of its words, or which mail's link it was.</summary>
    public string? ProofText { get; init; }

    public ConsentPlace Place => new(Topic, Purpose);

    /// <summary>From when it counts.</summary>
    public DateTimeOffset Since => SaidAt ?? At;
}

/// <summary>Where a word came in. Stored, so names are added to and never changed.</summary>
public static class ConsentSource
{
    /// <summary>The unsubscribe link of a mail, or the button that a mail program made of it.</summary>
    public const string Link = "link";

    /// <summary>The page of choices that the link leads to.</summary>
    public const string Page = "page";

    /// <summary>Somebody who works here.</summary>
    public const string User = "user";

    /// <summary>A program with an API key.</summary>
    public const string Key = "key";
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum ConsentState
{
    /// <summary>Nothing was ever said.</summary>
    Unknown = 0,
    Subscribed = 1,
    Unsubscribed = 2,
}

/// <summary>
/// The workspace's secret for hashes of addresses and tokens of links: one row, made when the database is new. Whoever lacks it can
/// neither guess who is behind a hash nor make a link.
/// </summary>
public sealed class AddressKey
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>256 random bits.</summary>
    public required byte[] Key { get; init; }
}
