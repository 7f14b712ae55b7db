using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Sources;

internal static class SourceEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapSources(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/sources").WithTags("Sources");
        group.MapGet("", ListAsync).WithName("ListSources").RequireAuthorization(Permission.ReadSources);
        group.MapGet("/{id:int}", ReadAsync).WithName("ReadSource").RequireAuthorization(Permission.ReadSources);
        group.MapGet("/{id:int}/health", HealthAsync).WithName("ReadSourceHealth").RequireAuthorization(Permission.ReadSources);
        group.MapPost("", CreateAsync).WithName("CreateSource").RequireAuthorization(Permission.WriteSources);
    }

    private static async Task<Results<Ok<Page<SourceAnswer>>, ProblemHttpResult>> ListAsync(
        int? limit, int? after, SourceList list, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return Refused($"limit is 1 to {MaxLimit}.");

        var size = limit ?? DefaultLimit;
        var rows = (await list.AllAsync(cancellationToken)).OrderBy(r => r.Source.Id.Value).Where(r => after is null || r.Source.Id.Value > after).ToList();
        return TypedResults.Ok(new Page<SourceAnswer>(
            [.. rows.Take(size).Select(SourceAnswer.Of)], rows.Count > size ? rows[size - 1].Source.Id.ToString() : null));
    }

    private static async Task<Results<Created<CreatedSource>, ProblemHttpResult>> CreateAsync(
        SourceBody body, CreateSourceHandler create, CancellationToken cancellationToken)
    {
        if (body.Kind is not "http") return Refused("'kind' must be \"http\".");

        return await create.HandleAsync(new CreateSource(body.Name ?? ""), cancellationToken) switch
        {
            CreateSourceResult.Created made => TypedResults.Created($"/api/v1/sources/{made.Id}", new CreatedSource(made.Id.Value, made.WriteKey)),
            CreateSourceResult.BadName => Refused($"'name' must have 1 to {Source.MaxNameLength} characters."),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<SourceAnswer>, ProblemHttpResult>> ReadAsync(int id, SourceHealthList list, CancellationToken cancellationToken) =>
        await list.FindAsync(new SourceId(id), cancellationToken) is { } health ? TypedResults.Ok(SourceAnswer.Of(health.Row)) : NotFound();

    private static async Task<Results<Ok<SourceHealthAnswer>, ProblemHttpResult>> HealthAsync(int id, SourceHealthList list, CancellationToken cancellationToken) =>
        await list.FindAsync(new SourceId(id), cancellationToken) is { } health
            ? TypedResults.Ok(SourceHealthAnswer.Of(health))
            : NotFound();

    internal static string KindOf(SourceKind kind) => kind switch
    {
        SourceKind.Http => "http",
        SourceKind.Files => "files",
        SourceKind.Demo => "demo",
        SourceKind.Folder => "folder",
        SourceKind.Address => "address",
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such source.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Refused(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}

/// <param name="Kind">Only <c>http</c> can be made here.</param>
internal sealed record SourceBody(string? Name, string? Kind);

internal sealed record CreatedSource(int Id, string WriteKey);

/// <param name="LastAt">When its newest message came; null before the first.</param>
internal sealed record SourceAnswer(
    int Id, string Name, string Kind, bool Disabled, string? WriteKey, SourceCounts Counts, DateTimeOffset? LastAt, DateTimeOffset CreatedAt)
{
    public static SourceAnswer Of(SourceRow row) => new(
        row.Source.Id.Value,
        row.Source.Name,
        SourceEndpoints.KindOf(row.Source.Kind),
        row.Source.Disabled,
        row.Source.WriteKey,
        row.Counts,
        row.LastAt,
        row.Source.CreatedAt);
}

/// <param name="Hours">Messages accepted in each of the last 24 hours, the present one last.</param>
/// <param name="LagMs">How long the oldest message that still waits has waited; 0 when none does.</param>
/// <param name="Quarantined">Of the last 24 hours.</param>
/// <param name="Refused">Requests of the last 24 hours.</param>
/// <param name="SilentSince">Since when nothing came, where that is longer than somebody said it may be; else null.</param>
/// <param name="Missing">Usual values that none of today's messages has.</param>
/// <param name="New">What today's messages have values for and none before had, the most frequent first; without a name, an event that is new itself.</param>
/// <param name="Odd">What was wrong with today's stored messages: against the tracking plan, or in themselves.</param>
internal sealed record SourceHealthAnswer(
    IReadOnlyList<long> Hours, long LagMs, long Quarantined, long Refused, DateTimeOffset? LastAt, DateTimeOffset? SilentSince, IReadOnlyList<MissingField> Missing,
    IReadOnlyList<NewField> New, long Odd)
{
    public static SourceHealthAnswer Of(SourceHealth health) => new(
        health.Hours, (long)(health.Lag?.TotalMilliseconds ?? 0), health.Quarantined, health.Refused, health.Row.LastAt, health.SilentSince, health.Missing,
        health.New, health.Odd);
}
