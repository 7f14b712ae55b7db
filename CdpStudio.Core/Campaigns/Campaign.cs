namespace CdpStudio.Core.Campaigns;

public readonly record struct CampaignId(Guid Value)
{
    public static CampaignId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A small number of a campaign's own, because every send carries it. Never given twice.</summary>
public readonly record struct CampaignNumber(int Value);

/// <summary>One mail to everybody in an audience, once.</summary>
public sealed class Campaign
{
    public const int MaxNameLength = 200;

    public required CampaignId Id { get; init; }

    public required CampaignNumber Number { get; init; }

    public required string Name { get; set; }

    public required CampaignState State { get; set; }

    /// <summary>JSON of a message's content, versioned; see Messaging/Content.</summary>
    public required string Content { get; set; }

    /// <summary>JSON, versioned: the segment that gets it and those that do not.</summary>
    public required string Audience { get; set; }

    /// <summary>One more with each change: a save over another one's is refused.</summary>
    public required int Version { get; set; }

    /// <summary>When planning begins; null for a draft. 'Now' is a minute ahead, so that it can be taken back.</summary>
    public DateTimeOffset? SendAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it is paused, in words; null when a person paused it or it is not.</summary>
    public string? PauseReason { get; set; }

    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum CampaignState
{
    Draft = 1,

    /// <summary>Waits for <see cref="Campaign.SendAt"/>; nothing has left and it can be taken back.</summary>
    Scheduled = 2,

    /// <summary>The audience is being frozen as rows of the ledger.</summary>
    Planning = 3,
    Sending = 4,
    Paused = 5,

    /// <summary>planned = sent + skipped + failed + in doubt.</summary>
    Finished = 6,
    Cancelled = 7,
}
