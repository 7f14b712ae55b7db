using CdpStudio.Core.Sources.Imports;

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
        import.FinishedAt) { RowsSkipped = import.RowsSkipped, UndoneAt = import.UndoneAt };
}

internal sealed record ImportStarted(int Id);

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record ImportPage(IReadOnlyList<ImportAnswer> Items, int? Next);

internal sealed record DraftUploaded(Guid Id);
