using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Duplicates;

/// <summary>Two people who may be one. Names numbers only: what they are called and how they agree is read from the people themselves.</summary>
public sealed class DuplicatePair
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    /// <summary>The number that one of them showed when they were found, the lower of the two.</summary>
    public required ProfileId Low { get; init; }

    public required ProfileId High { get; init; }

    /// <summary>In bits: 0 is as likely as not.</summary>
    public required double Weight { get; set; }

    public required double Probability { get; set; }

    /// <summary>JSON, see <see cref="PairEvidence"/>.</summary>
    public required string Evidence { get; set; }

    public required DuplicateState State { get; set; }

    /// <summary>Number of the search that found them last; an open pair that the next one does not find goes.</summary>
    public required int Search { get; set; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>A user's name or an API key's; null while it is open and when the product decided.</summary>
    public string? By { get; set; }

    /// <summary>The product joined them by itself.</summary>
    public bool Automatic { get; set; }

    /// <summary>The number that the joined identifier of one was born with; null unless they were joined.</summary>
    public ProfileId? JoinedLow { get; set; }

    public ProfileId? JoinedHigh { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum DuplicateState
{
    Open = 1,

    /// <summary>They were joined.</summary>
    Accepted = 2,

    /// <summary>They are two; never suggested again.</summary>
    Rejected = 3,

    /// <summary>They were joined and taken apart again; never suggested again.</summary>
    Undone = 4,
}
