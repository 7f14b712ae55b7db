using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Members;

/// <summary>
/// One profile's time in one segment. Rows are written in small transactions under the generation to come and count only once
/// <see cref="SegmentMembership.Generation"/> has reached it, so a half-written membership is never seen.
/// </summary>
public sealed class SegmentStay
{
    public required SegmentNumber Segment { get; init; }

    public required ProfileId Profile { get; init; }

    /// <summary>Milliseconds since the Unix epoch, UTC: when the membership was evaluated, not when the fact happened.</summary>
    public required long EnteredAt { get; init; }

    public required int EnteredGeneration { get; init; }

    /// <summary>As <see cref="EnteredAt"/>; null while the profile is a member.</summary>
    public long? LeftAt { get; set; }

    public int? LeftGeneration { get; set; }

    /// <summary>Number of the import whose facts about this person came since the evaluation before; 0 when there is none.</summary>
    public int BroughtBy { get; init; }

    /// <summary>That import starts no journeys, or one was taken back since.</summary>
    public bool IsQuiet { get; init; }
}
