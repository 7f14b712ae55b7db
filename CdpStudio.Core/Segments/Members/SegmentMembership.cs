namespace CdpStudio.Core.Segments.Members;

/// <summary>How far a segment's kept membership is. One row per segment, written last in each round.</summary>
public sealed class SegmentMembership
{
    public required SegmentNumber Segment { get; init; }

    /// <summary>0 before the first evaluation; stays of a higher generation are leftovers of a round that was cut off.</summary>
    public required int Generation { get; set; }

    /// <summary>The segment's version that was evaluated.</summary>
    public required int Version { get; set; }

    /// <summary>The newest fact that was evaluated.</summary>
    public required long Position { get; set; }

    /// <summary>Milliseconds since the Unix epoch, UTC.</summary>
    public required long EvaluatedAt { get; set; }

    public required long Count { get; set; }

    /// <summary>See <see cref="Audience.IAudienceEngine.IdentityMark"/>, of the evaluation.</summary>
    public string Identity { get; set; } = "";

    /// <summary>Of a segment that was just saved: nothing is kept yet.</summary>
    internal static SegmentMembership Unevaluated(SegmentNumber segment) =>
        new() { Segment = segment, Generation = 0, Version = 0, Position = 0, EvaluatedAt = 0, Count = 0 };
}

/// <summary>A segment's size on one day of the workspace: the last evaluation of that day stands.</summary>
public sealed class SegmentDay
{
    public required SegmentNumber Segment { get; init; }

    public required DateOnly Day { get; init; }

    public required long Count { get; set; }

    public required long Entered { get; set; }

    public required long Left { get; set; }
}
