namespace CdpStudio.Core.Ingestion;

/// <summary>
/// The messages that one transaction took, for as long as they are remembered. Numbered in rising order by the processor, which holds
/// all of them in memory: the table is written at its end, read when the lease is taken, and emptied from its start.
/// </summary>
internal sealed class SeenBatch
{
    public required long Number { get; init; }

    /// <summary>When the processor took them, milliseconds since the Unix epoch.</summary>
    public required long SeenAt { get; init; }

    /// <summary>32 bytes per message: 128 bits of source and message id, 128 bits of its content (0 where any repetition is a duplicate).
    /// Behind them, when all are of one run, 4 bytes with its number.</summary>
    public required byte[] Messages { get; init; }
}
