using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>One person's walk through one version of a journey. Waiting is this row with a due time.</summary>
public sealed class JourneyRun
{
    /// <summary>The <see cref="EntryReason"/> of somebody who was erased.</summary>
    internal const long Erased = 0;

    public long Id { get; init; }

    public required JourneyNumber Journey { get; init; }

    public required int Version { get; init; }

    /// <summary>As it was shown at the entry.</summary>
    public required ProfileId Profile { get; init; }

    /// <summary>Which entry of this person, from 1. Unique with journey and profile, so nobody enters twice for one reason.</summary>
    public required int Entry { get; init; }

    /// <summary>What let the person in: the number of the event, or below zero the segment's generation, so that the same reason is seen once.</summary>
    public required long EntryReason { get; init; }

    /// <summary>Number of the import that brought the person into the segment; 0 for another reason, also for an import's event.</summary>
    public int BroughtBy { get; init; }

    public required JourneyRunState State { get; set; }

    /// <summary>Where the person stands.</summary>
    public required string Step { get; set; }

    /// <summary>Steps visited so far: the number of the present visit. Whoever moved the run saw this one, or is refused.</summary>
    public required int Visit { get; set; }

    /// <summary>When the run goes on, milliseconds since the Unix epoch; null when it has ended.</summary>
    public long? DueAt { get; set; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long EnteredAt { get; init; }

    public required long ChangedAt { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum JourneyRunState
{
    Active = 1,
    Completed = 2,
    Exited = 3,
}

/// <summary>One visit of one step by one run: what the counts, the people behind them and a person's path are read from.</summary>
public sealed class JourneyPassage
{
    public required long Run { get; init; }

    public required int Visit { get; init; }

    public required JourneyNumber Journey { get; init; }

    public required int Version { get; init; }

    public required string Step { get; init; }

    public required ProfileId Profile { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long CameAt { get; init; }

    public long? LeftAt { get; set; }

    /// <summary>The edge by which the run left; null while it stands here.</summary>
    public string? Outcome { get; set; }

    /// <summary>JSON, versioned: what the decision was based on; null where there was none.</summary>
    public string? Detail { get; set; }
}

/// <summary>How far entries have been looked for, and other numbers that journeys keep; the names are in <see cref="Positions"/>.</summary>
public sealed class JourneyPosition
{
    /// <summary>Such as <c>facts</c> or <c>segment:NUMBER:journey:NUMBER</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A fact number, a segment's generation or what else the name says.</summary>
    public required long Position { get; set; }
}
