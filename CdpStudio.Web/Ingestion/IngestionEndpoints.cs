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
        var seen = engine.Position;
        var next = seen < progress.LastFact ? await status.RecordedAtAsync(seen + 1, cancellationToken) : null;
        return TypedResults.Ok(new IngestionAnswer(
            progress.Accepted, progress.Processed, progress.Quarantined, LagMs(progress, seen, next, clock.GetUtcNow())));
    }

    /// <param name="seen">The last fact that audience queries know.</param>
    /// <param name="next">When the one behind it was recorded; null where none tells.</param>
    internal static long LagMs(IngestionProgress progress, long seen, DateTimeOffset? next, DateTimeOffset now)
    {
        if ((progress.OldestWaiting ?? next) is { } since) return Math.Max(1, (long)(now - since).TotalMilliseconds);

        return seen < progress.LastFact ? 1 : 0;
    }
}

/// <param name="Accepted">Messages and rows of files that were answered for as stored.</param>
/// <param name="Processed">Of those, what is done with: stored, duplicate or quarantined.</param>
/// <param name="Quarantined">Of those, what could not be taken.</param>
/// <param name="LagMs">0 once everything accepted is visible to audience queries, else for how long the oldest has waited.</param>
internal sealed record IngestionAnswer(long Accepted, long Processed, long Quarantined, long LagMs);
