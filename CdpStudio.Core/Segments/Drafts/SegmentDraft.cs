namespace CdpStudio.Core.Segments.Drafts;

/// <summary>What somebody is drawing and has not saved. One a person and segment.</summary>
public sealed class SegmentDraft
{
    public const int MaxOwnerLength = 256;

    public required string Owner { get; init; }

    /// <summary>The segment's key; empty for a new one.</summary>
    public required string Segment { get; init; }

    public required string Name { get; set; }

    /// <summary>As <see cref="RuleDraft.Pack"/> gives it.</summary>
    public required string Draft { get; set; }

    /// <summary>The version that the drawing began with; 0 for a new segment.</summary>
    public required int BaseVersion { get; set; }

    public required DateTimeOffset KeptAt { get; set; }
}
