namespace CdpStudio.Core.Messaging.Ledger;

/// <summary>One row: raised by every sender that starts, so that an earlier one is fenced out.</summary>
public sealed class SenderState
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public required long Epoch { get; set; }
}
