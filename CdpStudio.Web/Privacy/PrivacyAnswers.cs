using CdpStudio.Core.Privacy;

namespace CdpStudio.Web.Privacy;

internal sealed record ExportStarted(long Id);

/// <param name="State">queued, running, completed or failed.</param>
/// <param name="Identifier">As it was asked for; null once it was removed with the files.</param>
/// <param name="Parts">How many items each part has; empty before the end.</param>
/// <param name="Files">Names of those that can be had; empty before the end and after they were removed.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="RemovedAt">When the files were removed; null before.</param>
internal sealed record PersonExportAnswer(
    long Id,
    string State,
    string? Identifier,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? RemovedAt,
    IReadOnlyDictionary<string, long> Parts,
    IReadOnlyList<string> Files,
    string? Error)
{
    public static PersonExportAnswer Of(PersonExportStatus export) => new(
        export.Id,
        export.State switch
        {
            PersonExportState.Queued => "queued",
            PersonExportState.Running => "running",
            PersonExportState.Completed => "completed",
            _ => "failed",
        },
        export.Identifier,
        export.CreatedAt,
        export.FinishedAt,
        export.RemovedAt,
        export.Counts.ToDictionary(),
        export.Files,
        export.Error);
}
