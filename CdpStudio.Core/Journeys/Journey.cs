namespace CdpStudio.Core.Journeys;

public readonly record struct JourneyId(Guid Value)
{
    public static JourneyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A small number of a journey's own, because every run carries it. Never given twice.</summary>
public readonly record struct JourneyNumber(int Value);

/// <summary>Steps that people walk through, each at their own time. What is drawn is the draft; what people walk is a published version.</summary>
public sealed class Journey
{
    public const int MaxNameLength = 200;
    public const int MaxKeyLength = 64;

    public required JourneyId Id { get; init; }

    public required JourneyNumber Number { get; init; }

    /// <summary>What rules and addresses call it: 1 to 64 of <c>a-z 0-9 -</c>. Never changes.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    public required JourneyState State { get; set; }

    /// <summary>The version that new people enter; null before the first.</summary>
    public int? LiveVersion { get; set; }

    /// <summary>JSON of the definition as it is being drawn; see Definition/.</summary>
    public required string Draft { get; set; }

    /// <summary>One more with each patch: a patch over another one's is refused.</summary>
    public required int DraftVersion { get; set; }

    /// <summary>The draft version that was published last; 0 before the first.</summary>
    public int PublishedDraft { get; set; }

    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum JourneyState
{
    /// <summary>Never published.</summary>
    Draft = 1,

    /// <summary>People enter and walk.</summary>
    Live = 2,

    /// <summary>Nobody enters; who is inside walks on.</summary>
    Closed = 3,
}

/// <summary>A definition as it was published. Never changes: people inside stay on theirs.</summary>
public sealed class JourneyVersion
{
    public required JourneyNumber Journey { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public required string Definition { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string PublishedBy { get; init; }
}
