using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>A message that can't be taken, as it came. The row stays, whatever becomes of it.</summary>
public sealed class QuarantinedMessage
{
    public long Id { get; init; }

    public required int Source { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>In milliseconds since the Unix epoch; 0 in rows of versions before the repair.</summary>
    public long QuarantinedAt { get; init; }

    /// <summary>Of the newest try, when it was tried again.</summary>
    public required RefusalReason Reason { get; set; }

    public required string Words { get; set; }

    /// <summary>As <see cref="Refusal.Field"/>.</summary>
    public string? Field { get; set; }

    /// <summary>Number of the import run, 0 without one.</summary>
    public int Run { get; init; }

    /// <summary>How <see cref="Payload"/> reads; 0 in rows of versions before the repair, see <see cref="IsMapped"/>.</summary>
    public InboxKind Kind { get; init; }

    /// <summary>As <see cref="InboxRow.Envelope"/>.</summary>
    public byte[]? Envelope { get; init; }

    /// <summary>The message as sent. A repair does not touch it.</summary>
    public required byte[] Payload { get; init; }

    public QuarantineState State { get; set; }

    /// <summary>The <see cref="QuarantineRepair"/> that tried it last; 0 before the first.</summary>
    public int Replay { get; set; }

    /// <summary>When it was stored, found to be a duplicate or discarded, in milliseconds since the Unix epoch; 0 before.</summary>
    public long DecidedAt { get; set; }

    /// <summary>The <see cref="QuarantineDiscard"/> that threw it away.</summary>
    public Guid? Discard { get; set; }

    /// <summary>Whether the payload is a <see cref="Message"/> that was mapped from a row, and not a tracking call.</summary>
    public bool IsMapped => Kind == InboxKind.Messages || (Kind == 0 && Run != 0);

    /// <summary>Takes away all that somebody sent; that something came, and what became of it, stays.</summary>
    internal static Task<int> EmptyAsync(IQueryable<QuarantinedMessage> messages, CancellationToken cancellationToken)
    {
        byte[] empty = [.. "{}"u8];
        return messages.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Payload, empty).SetProperty(m => m.Envelope, (byte[]?)null).SetProperty(m => m.Field, (string?)null), cancellationToken);
    }

    /// <summary>The hour in whose <see cref="SourceHour"/> it is counted as quarantined.</summary>
    internal static long HourOf(long quarantinedAt, long receivedAt) => SourceHour.Of(quarantinedAt == 0 ? receivedAt : quarantinedAt);
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum QuarantineState
{
    Open = 0,

    /// <summary>On its way through the inbox again; the processor makes it stored, a duplicate or open.</summary>
    Replaying = 1,

    /// <summary>Repaired and stored.</summary>
    Stored = 2,

    /// <summary>Repaired, and the same message had been stored before.</summary>
    Duplicate = 3,

    /// <summary>Thrown away by somebody who said why.</summary>
    Discarded = 4,
}

/// <summary>Somebody threw quarantined messages away.</summary>
public sealed class QuarantineDiscard
{
    public required Guid Id { get; init; }

    /// <summary>Null when it was not all of one reason.</summary>
    public RefusalReason? AllOf { get; init; }

    public required long Messages { get; set; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the words of whoever did it.</summary>
    public required string Why { get; init; }
}
