using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Ingestion;

internal static class IngestionEndpoints
{
    public static void MapIngestion(this IEndpointRouteBuilder api) =>
        api.MapGet("/ingestion", ReadAsync).WithName("ReadIngestion").WithTags("Ingestion").RequireAuthorization(Permission.ReadWorkspace);

    private static async Task<Ok<IngestionAnswer>> ReadAsync(
        IngestionStatus status, IAudienceEngine engine, TimeProvider clock, CancellationToken cancellationToken)
    {
        var progress = await status.ReadAsync(cancellationToken);

        // Asked after the log, so that a position that has reached it has seen all of it.
        var behind = engine.Position < progress.LastFact ? await status.RecordedAtAsync(engine.Position + 1, cancellationToken) : null;
        var oldest = progress.OldestWaiting ?? behind;
        var lag = oldest is { } since ? Math.Max(1, (long)(clock.GetUtcNow() - since).TotalMilliseconds) : 0;

        return TypedResults.Ok(new IngestionAnswer(progress.Accepted, progress.Processed, progress.Quarantined, lag));
    }
}

/// <param name="Accepted">Messages and rows of files that were answered for as stored.</param>
/// <param name="Processed">Of those, what is done with: stored, duplicate or quarantined.</param>
/// <param name="Quarantined">Of those, what could not be taken.</param>
/// <param name="LagMs">0 once everything accepted is visible to audience queries, else for how long the oldest has waited.</param>
internal sealed record IngestionAnswer(long Accepted, long Processed, long Quarantined, long LagMs);
