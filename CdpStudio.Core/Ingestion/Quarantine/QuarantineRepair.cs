namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>
/// A rule that somebody repaired quarantined messages by, and what came of it. Every use is a version of its own and is never changed,
/// so it stays known by which rule a message became what it is.
/// </summary>
public sealed class QuarantineRepair
{
    public int Number { get; init; }

    /// <summary>From 1, within the repairs of the same <see cref="Reason"/> and <see cref="Source"/>.</summary>
    public required int Version { get; init; }

    /// <summary>Only messages of this reason; null for those of any, or for <see cref="Ids"/>.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>Only messages of this source; null for those of any.</summary>
    public int? Source { get; init; }

    /// <summary>Single messages, as a JSON array of ids; null for a whole group.</summary>
    public string? Ids { get; init; }

    /// <summary>What came into quarantine later is left alone.</summary>
    public required long LastId { get; init; }

    /// <summary>JSON, with its own version.</summary>
    public required string Rule { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The job run that carries it out.</summary>
    public required Guid Job { get; init; }

    /// <summary>Messages that it is about.</summary>
    public required long Messages { get; init; }

    public long Stored { get; set; }

    public long Duplicate { get; set; }

    /// <summary>Tried, and still in quarantine afterwards.</summary>
    public long Kept { get; set; }
}
