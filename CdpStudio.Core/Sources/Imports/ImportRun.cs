using System.Globalization;
using CdpStudio.Core.Jobs;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Numbers one import of one file. Messages in the inbox carry it.</summary>
public readonly record struct ImportRunId(int Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum ImportState
{
    Queued = 1,
    Running = 2,
    Completed = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>
/// One file on its way into the inbox. What became of its messages is counted apart, by the processor (<see cref="Ingestion.RunTally"/>);
/// the run is completed when those counts have caught up.
/// </summary>
public sealed class ImportRun
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public int Number { get; init; }

    public ImportRunId Id => new(Number);

    public required JobRunId Job { get; init; }

    /// <summary>Number of the source whose messages its rows are.</summary>
    public required int Source { get; init; }

    /// <summary>As it was called where it came from; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    /// <summary>Name under which <see cref="ImportFiles"/> keeps it.</summary>
    public required string StoredFile { get; init; }

    public required long Bytes { get; init; }

    /// <summary>JSON, with everything that was detected written into it, so that a resumed run reads the file in the same way.</summary>
    public required string Mapping { get; init; }

    /// <summary>Of the job's own knowledge; how the job itself stands is asked of its row (<see cref="ImportList"/>).</summary>
    public required ImportState State { get; set; }

    public long BytesRead { get; set; }

    public long RowsRead { get; set; }

    /// <summary>Rows that were rejected before they became messages.</summary>
    public long RowsRejected { get; set; }

    /// <summary>Rows that the mapping's rule passed over (<see cref="Mapping.ConflictRule"/>).</summary>
    public long RowsSkipped { get; set; }

    /// <summary>The newest fact that rows are compared with; null until it begins, and where nothing is compared.</summary>
    public long? ComparedWith { get; set; }

    /// <summary>Nobody enters a journey because of it; see <see cref="Mapping.ImportMapping.StartsJourneys"/>.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The account that asked for it; null for an API key.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Also the time of rows without one of their own.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Somebody stopped it to let it go on later.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The job that takes the import back; null while nobody has asked for it. From then on it can't be resumed.</summary>
    public JobRunId? Undo { get; set; }

    /// <summary>When its facts had ceased to count; null before.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>A row that did not become a message. Its cells are read from the file again when somebody asks for them.</summary>
public sealed class ImportReject
{
    public required int Run { get; init; }

    /// <summary>From 1, the header not counted.</summary>
    public required long Row { get; init; }

    public required Rows.RejectReason Reason { get; init; }

    /// <summary>Position of the cell at fault in the file; null when it is the row.</summary>
    public int? Column { get; init; }
}

/// <summary>An import that somebody prepares in the browser: a file that was uploaded and what was chosen so far.</summary>
public sealed class ImportDraft
{
    public required Guid Id { get; init; }

    public required string FileName { get; init; }

    /// <inheritdoc cref="ImportRun.StoredFile"/>
    public required string StoredFile { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The account that uploaded it; nobody else sees it.</summary>
    public required string Owner { get; init; }

    /// <summary>The choices as JSON, in the form of <see cref="DraftChoices"/>; null until something was chosen.</summary>
    public string? Choices { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
