using CdpStudio.Core.Privacy;

namespace CdpStudio.Web.Privacy;

internal sealed record PrivacyRequestStarted(long Id);

internal static class RequestStateWord
{
    public static string Of(PrivacyRequestState state) => state switch
    {
        PrivacyRequestState.Queued => "queued",
        PrivacyRequestState.Running => "running",
        PrivacyRequestState.Completed => "completed",
        _ => "failed",
    };
}

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
        RequestStateWord.Of(export.State),
        export.Identifier,
        export.CreatedAt,
        export.FinishedAt,
        export.RemovedAt,
        export.Counts.ToDictionary(),
        export.Files,
        export.Error);
}

/// <param name="State">queued, running, completed or failed.</param>
/// <param name="Identifier">As it was asked for; null once the person is erased.</param>
/// <param name="Suppress">What comes later about the person is refused too.</param>
/// <param name="Certificate">Null before the end.</param>
/// <param name="Error">Why it failed; it can be tried again.</param>
internal sealed record ErasureAnswer(
    long Id,
    string State,
    string? Identifier,
    bool Suppress,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    ErasureCertificate? Certificate,
    string? Error)
{
    public static ErasureAnswer Of(ErasureStatus erasure) => new(
        erasure.Id,
        RequestStateWord.Of(erasure.State),
        erasure.Identifier,
        erasure.Suppress,
        erasure.CreatedAt,
        erasure.FinishedAt,
        erasure.Certificate,
        erasure.Error);
}
