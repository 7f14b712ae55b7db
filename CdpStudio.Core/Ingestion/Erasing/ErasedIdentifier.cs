namespace CdpStudio.Core.Ingestion.Erasing;

/// <summary>
/// An identifier of somebody who was erased, known by its keyed hash alone: so that what is dated before does not bring the person back,
/// from whatever file or program it comes.
/// </summary>
public sealed class ErasedIdentifier
{
    /// <summary>See <see cref="ErasedHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the last erasure, in milliseconds since the Unix epoch.</summary>
    public required long ErasedAt { get; set; }

    /// <summary>What comes later is refused too.</summary>
    public required bool Suppressed { get; set; }
}
