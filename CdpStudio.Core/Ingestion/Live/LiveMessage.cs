using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Ingestion.Live;

/// <summary>One message, or one request that was refused whole, as somebody sees it who looks while it arrives.</summary>
/// <param name="Call">As the path or the envelope says it; null where the message itself does, or nobody.</param>
/// <param name="Raw">As it was sent, at most <see cref="MaxBytes"/> of it; empty where it was refused unread.</param>
/// <param name="Words">Why it was not stored, in English; null when it was, or had been before.</param>
/// <param name="Field">Dotted path of the member at fault.</param>
/// <param name="Status">Of the answer, when the request was refused.</param>
public sealed record LiveMessage(
    DateTimeOffset At, LiveOutcome Outcome, CallType? Call, byte[] Raw, string? Words = null, string? Field = null, int? Status = null)
{
    /// <summary>What is wrong with it although it was stored, in English: against the tracking plan, or odd in itself.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>As much as a message may have.</summary>
    public const int MaxBytes = TrackingParser.MaxMessageBytes;

    /// <param name="body">Of the whole request, as it was sent.</param>
    public static LiveMessage Refused(DateTimeOffset at, CallType? call, ReadOnlySpan<byte> body, string? words, string? field, int status) =>
        new(at, LiveOutcome.Refused, call, Cut(body), words, field, status);

    internal static byte[] Cut(ReadOnlySpan<byte> raw) => raw[..Math.Min(raw.Length, MaxBytes)].ToArray();
}

public enum LiveOutcome
{
    Stored,

    /// <summary>It came before, with the same content.</summary>
    Duplicate,

    Quarantined,

    /// <summary>Answered with an error, and not kept.</summary>
    Refused,
}
