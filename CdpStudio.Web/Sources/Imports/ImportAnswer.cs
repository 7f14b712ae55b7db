using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Web.Sources.Imports;

/// <param name="State">queued, running, completed, failed or cancelled.</param>
/// <param name="RowsImported">Rows that are stored. While the import runs, rows that were read may still wait to be counted.</param>
/// <param name="RowsDuplicate">Rows whose key came before, in this file or another.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ImportAnswer(
    int Id,
    string FileName,
    string State,
    long RowsRead,
    long RowsImported,
    long RowsDuplicate,
    long RowsRejected,
    string? Error,
    long Bytes,
    long BytesRead,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Rows that the mapping's <c>conflict</c> passed over.</summary>
    public long RowsSkipped { get; init; }

    /// <summary>As the mapping's <c>startJourneys</c> says.</summary>
    public bool StartsJourneys { get; init; }

    /// <summary>When the import was taken back; null when it was not.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    public static ImportAnswer Of(ImportStatus import) => new(
        import.Id.Value,
        import.FileName,
        import.State switch
        {
            ImportState.Queued => "queued",
            ImportState.Running => "running",
            ImportState.Completed => "completed",
            ImportState.Cancelled => "cancelled",
            _ => "failed",
        },
        import.RowsRead,
        import.RowsImported,
        import.RowsDuplicate,
        import.RowsRejected,
        import.Error,
        import.Bytes,
        import.BytesRead,
        import.CreatedAt,
        import.FinishedAt) { RowsSkipped = import.RowsSkipped, StartsJourneys = !import.IsQuiet, UndoneAt = import.UndoneAt };
}

internal sealed record ImportStarted(int Id);

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record ImportPage(IReadOnlyList<ImportAnswer> Items, int? Next);

internal sealed record DraftUploaded(Guid Id);

/// <summary>What the import of a file would do. Nothing was written.</summary>
/// <param name="New">Rows about people of whom nothing was known.</param>
/// <param name="Merging">Rows that name people who were told apart so far, and make one of them.</param>
/// <param name="Skipped">Rows that the mapping's <c>conflict</c> passes over.</param>
/// <param name="Duplicate">Rows whose key came before.</param>
/// <param name="Rejects">Why rows would be rejected, the commonest reason first.</param>
/// <param name="StartsJourneys">As the mapping's <c>startJourneys</c> says.</param>
/// <param name="Problem">Where the file breaks off; null when it does not.</param>
internal sealed record DryRunAnswer(
    long Rows,
    long New,
    long Changed,
    long Unchanged,
    long Merging,
    long Skipped,
    long Duplicate,
    long Rejected,
    IReadOnlyList<DryRunReject> Rejects,
    IReadOnlyList<DryRunOutliers> Outliers,
    bool StartsJourneys,
    string? Problem)
{
    public static DryRunAnswer Of(DryRunResult result, bool startsJourneys) => new(
        result.Rows,
        result.Of(RowEffect.New),
        result.Of(RowEffect.Changed),
        result.Of(RowEffect.Unchanged),
        result.Of(RowEffect.Merging),
        result.Of(RowEffect.Skipped),
        result.Of(RowEffect.Duplicate),
        result.Rejected,
        [.. result.Rejects.Select(r => new DryRunReject(r.Reason.ToString(), r.Column, r.Rows))],
        [.. result.Outliers.Select(o => new DryRunOutliers(o.Column, o.Rows))],
        startsJourneys,
        result.Problem);
}

/// <param name="Rows">Whose number is outside of the column's bounds.</param>
internal sealed record DryRunOutliers(string Column, long Rows);

/// <param name="Reason">A name that never changes, such as <c>NoIdentifier</c>.</param>
/// <param name="Column">At fault; null when it is the row.</param>
internal sealed record DryRunReject(string Reason, string? Column, long Rows);
