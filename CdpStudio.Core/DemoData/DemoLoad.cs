namespace CdpStudio.Core.DemoData;

/// <summary>What the demo brought in, so that exactly it can be taken out again: one row while it is in.</summary>
public sealed class DemoLoad
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public required DemoState State { get; set; }

    /// <summary>The import run under whose number its messages came; see <see cref="Ingestion.RunRange"/>.</summary>
    public required int Run { get; init; }

    /// <summary>JSON, versioned: the segments, journeys and campaigns that it made.</summary>
    public required string Made { get; set; }

    public required DateTimeOffset LoadedAt { get; init; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum DemoState
{
    Loading = 1,
    Loaded = 2,
    Removing = 3,
}
