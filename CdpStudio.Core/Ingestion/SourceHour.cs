namespace CdpStudio.Core.Ingestion;

/// <summary>
/// What became of a source's messages in one hour, counted in the transactions that decided it. At any time
/// accepted = stored + duplicate + quarantined + what waits in the inbox for the first time. What is repaired and replayed moves from
/// quarantined to stored or duplicate in the hour in which it was quarantined.
/// </summary>
public sealed class SourceHour
{
    public const long HourMilliseconds = 3_600_000;

    public required int Source { get; init; }

    /// <summary>Start of the hour, milliseconds since the Unix epoch.</summary>
    public required long Hour { get; init; }

    /// <summary>Messages that were answered with 2xx or came as rows of a file, by the hour of that answer.</summary>
    public long Accepted { get; set; }

    /// <summary>Requests that were answered with 4xx; their messages can't be counted.</summary>
    public long Refused { get; set; }

    public long Stored { get; set; }

    public long Duplicate { get; set; }

    /// <summary>With those that were discarded since.</summary>
    public long Quarantined { get; set; }

    /// <summary>Of the quarantined ones, what somebody threw away.</summary>
    public long Discarded { get; set; }

    /// <summary>When the newest message of the hour came, milliseconds since the Unix epoch.</summary>
    public long LastAt { get; set; }

    public static long Of(long milliseconds) => milliseconds - (((milliseconds % HourMilliseconds) + HourMilliseconds) % HourMilliseconds);
}
