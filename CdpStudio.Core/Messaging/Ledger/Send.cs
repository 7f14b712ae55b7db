using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Messaging.Ledger;

/// <summary>
/// One mail to one person: a row of the send ledger. Its state moves only forward, in the order of <see cref="SendState"/>, and is
/// written before the network is asked, so a crash repeats nothing and forgets nobody.
/// </summary>
public sealed class Send
{
    /// <summary>The <see cref="Address"/> of somebody who was erased.</summary>
    internal const string Erased = "";

    public long Id { get; init; }

    /// <summary>Who decided it. With <see cref="OwnerId"/> and <see cref="Visit"/> unique per profile and per address.</summary>
    public required SendOwner Owner { get; init; }

    /// <summary>The campaign's number, or the number of the person's run of a journey.</summary>
    public required long OwnerId { get; init; }

    /// <summary>Which step visit of the run; 0 for campaigns.</summary>
    public required int Visit { get; init; }

    /// <summary>As it was shown when the send was planned.</summary>
    public required ProfileId Profile { get; init; }

    /// <summary>The envelope's recipient; null for a send that was skipped for the lack of one.</summary>
    public string? Address { get; set; }

    /// <summary>Keyed hash of the folded address; null where the row must not stand in another one's way.</summary>
    public string? AddressHash { get; set; }

    /// <summary>What the mail is about, a topic's key; empty for none.</summary>
    public string Topic { get; init; } = "";

    /// <summary>One of <see cref="ConsentPurpose"/>.</summary>
    public string Purpose { get; init; } = ConsentPurpose.Marketing;

    public ConsentPlace About => new(Topic, Purpose);

    public required SendState State { get; set; }

    /// <summary>Why it was skipped, failed or is deferred; a name of <see cref="SendReason"/>.</summary>
    public SendReason? Reason { get; set; }

    /// <summary>When a planned or deferred send is due, milliseconds since the Unix epoch.</summary>
    public required long DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>The sender's epoch that claimed it. A sender with an older one writes nothing more.</summary>
    public long Epoch { get; set; }

    /// <summary>The mail server's reply code; null without one.</summary>
    public int? ReplyCode { get; set; }

    /// <summary>What the mail server said, cut at 400 characters.</summary>
    public string? Reply { get; set; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long ChangedAt { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum SendOwner
{
    Campaign = 1,
    JourneyStep = 2,
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum SendState
{
    Planned = 1,

    /// <summary>A sender has taken it; nothing has left yet.</summary>
    Claimed = 2,

    /// <summary>Committed before the first byte: whoever finds it after a crash cannot know whether the mail left.</summary>
    HandingOff = 3,

    /// <summary>Not now; due again at <see cref="Send.DueAt"/>.</summary>
    Deferred = 4,

    Sent = 5,
    Failed = 6,

    /// <summary>It may have left. Shown, and never repeated by itself.</summary>
    InDoubt = 7,

    Skipped = 8,
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum SendReason
{
    NoAddress = 1,
    InvalidAddress = 2,
    Unsubscribed = 3,

    /// <summary>Another profile of the same campaign has the same mailbox and gets the mail.</summary>
    SameMailbox = 4,
    Cancelled = 5,
    Gone = 6,
    Refused = 7,
    Unreachable = 8,
    TriedTooOften = 9,
    NotRendered = 10,

    /// <summary>The connection broke, timed out or was cancelled while the mail was handed over.</summary>
    Interrupted = 11,

    /// <summary>The person wants mail, and none about <see cref="Send.Topic"/>.</summary>
    TopicUnsubscribed = 12,
}
