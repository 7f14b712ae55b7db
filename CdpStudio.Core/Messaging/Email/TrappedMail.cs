namespace CdpStudio.Core.Messaging.Email;

/// <summary>A mail that would have left had there been a mail server.</summary>
public sealed class TrappedMail
{
    public long Id { get; init; }

    /// <summary>The row of the ledger; null for a test mail.</summary>
    public long? Send { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    /// <summary>A line each, <c>Name: value</c>.</summary>
    public required string Headers { get; init; }
}
