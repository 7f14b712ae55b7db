namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>A message that can't be taken, as it came.</summary>
public sealed class QuarantinedMessage
{
    public long Id { get; init; }

    public required int Source { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long ReceivedAt { get; init; }

    public required RefusalReason Reason { get; init; }

    public required string Words { get; init; }

    /// <summary>Number of the import run, 0 without one.</summary>
    public int Run { get; init; }

    /// <summary>As <see cref="InboxRow.Envelope"/>.</summary>
    public byte[]? Envelope { get; init; }

    /// <summary>The message as sent.</summary>
    public required byte[] Payload { get; init; }
}

/// <summary>Somebody threw quarantined messages away.</summary>
public sealed class QuarantineDiscard
{
    public required Guid Id { get; init; }

    /// <summary>Null when it was a single message.</summary>
    public RefusalReason? AllOf { get; init; }

    public required long Messages { get; set; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the words of whoever did it.</summary>
    public required string Why { get; init; }
}
