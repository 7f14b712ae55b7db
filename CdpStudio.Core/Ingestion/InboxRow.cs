namespace CdpStudio.Core.Ingestion;

/// <summary>Something accepted and not yet processed. The processor takes what is there in rising order and deletes it by id.</summary>
public sealed class InboxRow
{
    public long Id { get; init; }

    public required InboxKind Kind { get; init; }

    public required int Source { get; init; }

    /// <summary>Milliseconds since the Unix epoch, UTC.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Number of the import run, 0 without one. The processor adds its outcome to that run's <see cref="RunTally"/>.</summary>
    public int Run { get; init; }

    /// <summary>The <see cref="Quarantine.QuarantinedMessage"/> that is tried again, alone in this row; 0 for what comes for the first time.</summary>
    public long Quarantined { get; init; }

    /// <summary>Messages that <see cref="Payload"/> holds.</summary>
    public required int Messages { get; init; }

    /// <summary>What the request said for all of its messages: the members <c>type</c> (from the path), <c>sentAt</c> and <c>context</c>
    /// of a JSON object; null without.</summary>
    public byte[]? Envelope { get; init; }

    public required byte[] Payload { get; init; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum InboxKind
{
    /// <summary>A tracking call as sent: a JSON object, or an array of those that came in one batch.</summary>
    Tracking = 1,

    /// <summary>A JSON array of <see cref="Message"/>: rows of a file, already mapped.</summary>
    Messages = 2,

    /// <summary>An instruction of the product's own, such as the cancellation of a range of facts.</summary>
    Command = 3,
}

/// <summary>What became of an import run's messages, counted in the transaction that stored them.</summary>
public sealed class RunTally
{
    public required int Run { get; init; }

    public long Stored { get; set; }

    public long Duplicate { get; set; }

    public long Quarantined { get; set; }

    /// <summary>Rows about people who were erased, see <see cref="Erasing.ErasedIdentifier"/>: nothing is kept of them.</summary>
    public long Erased { get; set; }

    /// <summary>First and last fact numbers of the run; 0 before the first.</summary>
    public long FirstFact { get; set; }

    public long LastFact { get; set; }
}

/// <summary>
/// Facts of one run that lie together. Others' messages come in between, so a run has several; a run's facts are exactly those of its
/// ranges, and cancelling them touches nobody else's.
/// </summary>
public sealed class RunRange
{
    public required int Run { get; init; }

    public required long First { get; init; }

    public required long Last { get; set; }
}
