using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Privacy;

/// <summary>
/// Somebody asked for all that is held about a person, or for its erasure. How far it is, its job's row says. Who is meant is personal data
/// itself, so it goes with the files, or with the person; that somebody asked, and when, stays.
/// </summary>
public sealed class PrivacyRequest
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    public required PrivacyRequestKind Kind { get; init; }

    /// <summary>As it was asked for, <c>NAMESPACE:VALUE</c>; null once the files are removed or the person is erased.</summary>
    public string? Identifier { get; set; }

    /// <summary>The number that the person showed then; null as <see cref="Identifier"/> is, and for an erasure of somebody unknown.</summary>
    public ProfileId? Profile { get; set; }

    /// <summary>Of an erasure: what comes later about the person is refused too.</summary>
    public bool Suppress { get; init; }

    /// <summary>Of an erasure under way, JSON: whom it takes, see <see cref="ErasedPerson"/>. Null before that is known and after the end.</summary>
    public string? Person { get; set; }

    /// <summary>Of an erasure, JSON: its <see cref="ErasureCertificate"/>; null before the end.</summary>
    public string? Certificate { get; set; }

    /// <summary>The one that was started last.</summary>
    public required JobRunId Job { get; set; }

    /// <summary>A user's name or an API key's.</summary>
    public required string By { get; init; }

    /// <summary>Of the page that is written, a BCP 47 tag; empty for English.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the files were there, or the person was erased; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When the files and the identifier went; null before.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>JSON: how many items each part has, in their order; null before the end.</summary>
    public string? Counts { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum PrivacyRequestKind
{
    Export = 1,
    Erasure = 2,
}

/// <summary>As its job says, or what it left.</summary>
public enum PrivacyRequestState
{
    Queued,
    Running,
    Completed,
    Failed,
}
