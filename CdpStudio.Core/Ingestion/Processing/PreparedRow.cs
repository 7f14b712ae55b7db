using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>An inbox row with its messages parsed, which needs no database and no turn to write.</summary>
/// <param name="Command">Null for messages.</param>
internal sealed record PreparedRow(InboxRow Row, IReadOnlyList<PreparedMessage> Messages, FactCommand? Command = null);

/// <param name="Raw">The message as sent, for the quarantine.</param>
/// <param name="Key">128 bits of source and message id.</param>
/// <param name="Traits">Flat, of a message that was taken.</param>
internal sealed record PreparedMessage(
    ReadOnlyMemory<byte> Raw, Message? Message, Refusal? Refusal, UInt128 Key, IReadOnlyList<TraitList.Trait> Traits)
{
    /// <summary>What the tracking plan says of a message that was taken.</summary>
    public PlanFinding Finding { get; init; } = PlanFinding.None;

    /// <summary>What is odd in a message that was taken.</summary>
    public IReadOnlyList<Oddity> Oddities { get; init; } = [];

    /// <summary>What it came with values for, those that the plan drops among them.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}
