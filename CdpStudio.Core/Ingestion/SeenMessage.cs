namespace CdpStudio.Core.Ingestion;

/// <summary>
/// One message that was taken within the window. Numbered in rising order by the processor, which holds all of them in memory; the
/// table is written at its end, read when the lease is taken, and emptied from its start.
/// </summary>
internal sealed class SeenMessage
{
    public required long Number { get; init; }

    /// <summary>When the processor took it, milliseconds since the Unix epoch.</summary>
    public required long SeenAt { get; init; }

    // 128 bits of source and message id.
    public required long KeyHigh { get; init; }

    public required long KeyLow { get; init; }

    // 128 bits of its content; 0 where any repetition is a duplicate.
    public required long ContentHigh { get; init; }

    public required long ContentLow { get; init; }

    public UInt128 Key => new((ulong)KeyHigh, (ulong)KeyLow);

    public UInt128 Content => new((ulong)ContentHigh, (ulong)ContentLow);

    public static SeenMessage Create(long number, long seenAt, UInt128 key, UInt128 content) => new()
    {
        Number = number,
        SeenAt = seenAt,
        KeyHigh = (long)(ulong)(key >> 64),
        KeyLow = (long)(ulong)key,
        ContentHigh = (long)(ulong)(content >> 64),
        ContentLow = (long)(ulong)content,
    };
}
