namespace CdpStudio.Core.Segments;

public readonly record struct SegmentId(Guid Value)
{
    public static SegmentId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A small number of a segment's own, because every stay carries it. Given once while anything of the segment is kept.</summary>
public readonly record struct SegmentNumber(int Value);

/// <summary>A rule with a name and a key, whose members are kept.</summary>
public sealed class Segment
{
    public const int MaxNameLength = 200;

    public required SegmentId Id { get; init; }

    public required SegmentNumber Number { get; init; }

    public required SegmentKey Key { get; init; }

    public required string Name { get; set; }

    /// <summary>JSON of the rule language, as it was written.</summary>
    public required string Rule { get; set; }

    /// <summary>From 1; one more with each change.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Who made it: a user's name or an API key's.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public void Change(string name, string rule, string by, DateTimeOffset now)
    {
        Name = name;
        Rule = rule;
        ChangedBy = by;
        ChangedAt = now;
        Version++;
    }
}
