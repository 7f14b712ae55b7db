using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>An inbox row with its messages parsed, which needs no database and no turn to write.</summary>
/// <param name="Command">Null for messages.</param>
internal sealed record PreparedRow(InboxRow Row, IReadOnlyList<PreparedMessage> Messages, FactCommand? Command = null);

/// <param name="Raw">The message as sent, for the quarantine.</param>
/// <param name="Key">128 bits of source and message id.</param>
/// <param name="Traits">Flat, of a message that was taken.</param>
internal sealed record PreparedMessage(
    ReadOnlyMemory<byte> Raw, Message? Message, Refusal? Refusal, UInt128 Key, IReadOnlyList<TraitList.Trait> Traits);
