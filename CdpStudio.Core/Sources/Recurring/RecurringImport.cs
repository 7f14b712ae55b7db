using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>A place that files are taken from again and again: a watched folder or an address. Its source counts the messages and opens and closes it.</summary>
public sealed class RecurringImport
{
    public required SourceId Source { get; init; }

    /// <summary>A folder below <see cref="RecurringOptions.Root"/>, with slashes and empty for the root itself; or an http or https address.</summary>
    public required string Place { get; set; }

    /// <summary>Of a folder: the names to take, such as <c>people*.csv</c>; null for everything that looks like data.</summary>
    public string? Pattern { get; set; }

    /// <summary>In the form of <see cref="RecurringSchedule.Write"/>.</summary>
    public required string Schedule { get; set; }

    /// <summary>What the columns mean, as the JSON of an import's mapping.</summary>
    public required string Mapping { get; set; }

    /// <summary>Of a folder.</summary>
    public required AfterImport After { get; set; }

    public required SignInKind SignIn { get; set; }

    /// <summary>The user, or the header's name.</summary>
    public string? SignInName { get; set; }

    /// <summary>Encrypted by Data Protection; written only, never shown again.</summary>
    public string? Secret { get; set; }

    /// <summary>Of the file that was fetched last.</summary>
    public string? ETag { get; set; }

    /// <inheritdoc cref="ETag"/>
    public string? LastModified { get; set; }

    /// <summary>The run that looked last.</summary>
    public JobRunId? Job { get; set; }

    /// <summary>The schedule's next time is the first one behind this.</summary>
    public required DateTimeOffset LookedAt { get; set; }

    /// <summary>An earlier look than the schedule's: after a failure, while a file grows, behind an import, or because somebody asked.</summary>
    public DateTimeOffset? Again { get; set; }

    /// <summary>The look to come was asked for by hand: what failed before is tried again.</summary>
    public bool ByHand { get; set; }

    /// <summary>Looks that failed one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>What is wrong with the place; null when the last look went well.</summary>
    public RecurringProblem? Problem { get; set; }

    /// <summary>The last look found nothing, so its run need not be remembered.</summary>
    public bool FoundNothing { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

/// <summary>What becomes of a file in the folder. Stored as its number, so numbers are added to and never changed.</summary>
public enum AfterImport
{
    /// <summary>Imported ones into <c>done</c>, failed ones into <c>failed</c>.</summary>
    Move = 1,

    /// <summary>All stay; they are told from new ones by name, size, time and content.</summary>
    Keep = 2,

    /// <summary>Imported ones are deleted, failed ones go into <c>failed</c>.</summary>
    Delete = 3,
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum SignInKind
{
    None = 0,
    Basic = 1,
    Bearer = 2,
    Header = 3,
}

/// <summary>A file that was seen at such a place. Rows are kept: they are how a file that comes again is known.</summary>
public sealed class RecurringFile
{
    // A plain number for the reason that ImportRun has one.
    public int Number { get; init; }

    public required SourceId Source { get; init; }

    /// <summary>In a folder the file's name; of an address as the server calls it.</summary>
    public required string Name { get; init; }

    public required long Bytes { get; set; }

    /// <summary>Of a folder's file: when it was written last, in ticks of UTC. 0 for an address.</summary>
    public required long Written { get; set; }

    /// <summary>SHA-256 in hexadecimal; null until it was read.</summary>
    public string? Hash { get; set; }

    public required RecurringFileState State { get; set; }

    /// <summary>It is no longer where it was found.</summary>
    public bool Gone { get; set; }

    /// <summary>Its newest import.</summary>
    public int? Run { get; set; }

    public RecurringProblem? Problem { get; set; }

    /// <summary>English words of the refusal.</summary>
    public string? Detail { get; set; }

    /// <summary>While it waits: since when it has this size and time.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum RecurringFileState
{
    /// <summary>It may still be growing.</summary>
    Waiting = 1,
    Importing = 2,
    Imported = 3,
    Failed = 4,

    /// <summary>Its content had been imported before.</summary>
    Known = 5,
}
