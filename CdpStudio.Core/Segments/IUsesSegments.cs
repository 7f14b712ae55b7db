using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Segments;

/// <summary>Something saved that names segments, beside segments themselves, such as journeys. Every such module implements it.</summary>
public interface IUsesSegments
{
    /// <summary>Who would be left with a name that means nothing, if the segment were gone. Asked in the transaction that deletes it.</summary>
    Task<IReadOnlyList<SegmentUser>> WhoUsesAsync(StudioDbContext db, SegmentKey key, CancellationToken cancellationToken);
}

/// <param name="Kind">Such as <c>segment</c> or <c>journey</c>.</param>
public sealed record SegmentUser(string Kind, string Key, string Name);
