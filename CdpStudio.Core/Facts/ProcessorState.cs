namespace CdpStudio.Core.Facts;

/// <summary>
/// The one row that orders all commits of facts. Updating it first locks it, so transactions follow each other, an owner whose fence was
/// raised writes nothing more, and numbers have no gaps.
/// </summary>
public sealed class ProcessorState
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;

    /// <summary>Raised by everyone who takes the lease.</summary>
    public required long Fence { get; set; }

    /// <summary>The number that the next fact gets.</summary>
    public required long Next { get; set; }

    /// <summary>The number that the next identifier is born with.</summary>
    public required long NextProfile { get; set; }
}
