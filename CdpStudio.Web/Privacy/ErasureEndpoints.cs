using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Privacy;

internal static class ErasureEndpoints
{
    private static readonly string[] s_members = ["identifier", "suppress"];

    // A file that people keep and look into.
    private static readonly JsonSerializerOptions s_file = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void MapErasures(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/privacy/erasures").WithTags("Privacy");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapPost("", StartAsync).WithName("StartErasure").WithJson(BodyMember.Text("identifier", isRequired: true), BodyMember.Flag("suppress"))
            .RequireAuthorization(Permission.ErasePeople);
        group.MapGet("", ListAsync).WithName("ListErasures").RequireAuthorization(Permission.ErasePeople);
        group.MapGet("/{id:long}", ReadAsync).WithName("ReadErasure").RequireAuthorization(Permission.ErasePeople);
        group.MapPost("/{id:long}/retry", RetryAsync).WithName("RetryErasure").RequireAuthorization(Permission.ErasePeople);
        group.MapGet("/{id:long}/certificate", CertificateAsync).WithName("ReadErasureCertificate").RequireAuthorization(Permission.ErasePeople);
    }

    /// <summary>What a link on a page downloads.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/settings/privacy/erasures/{id:long}/certificate", CertificateAsync).ExcludeFromDescription().RequireAuthorization(Permission.ErasePeople);

    // Nobody is looked for here: an identifier that nobody has may be named all the same.
    private static async Task<Accepted<PrivacyRequestStarted>> StartAsync(
        HttpRequest http, ClaimsPrincipal user, StartErasureHandler start, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var erasure = new StartErasure(PrivacyEndpoints.IdentifierOf(body), body.Flag("suppress") ?? false, user.Identity?.Name ?? "");
        return Started(await start.HandleAsync(erasure, cancellationToken));
    }

    private static async Task<Ok<Page<ErasureAnswer>>> ListAsync(int? limit, long? after, ErasureList list, CancellationToken cancellationToken)
    {
        var size = PrivacyEndpoints.SizeOf(limit);
        var erasures = await list.RecentAsync(size + 1, after, cancellationToken);
        return TypedResults.Ok(new Page<ErasureAnswer>(
            [.. erasures.Take(size).Select(ErasureAnswer.Of)], erasures.Count > size ? erasures[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<ErasureAnswer>, ProblemHttpResult>> ReadAsync(long id, ErasureList list, CancellationToken cancellationToken) =>
        await list.FindAsync(id, cancellationToken) is { } erasure ? TypedResults.Ok(ErasureAnswer.Of(erasure)) : NotFound();

    private static async Task<Results<Accepted<PrivacyRequestStarted>, ProblemHttpResult>> RetryAsync(
        long id, ClaimsPrincipal user, RetryErasureHandler retry, ErasureList list, CancellationToken cancellationToken)
    {
        if (await retry.HandleAsync(id, user.Identity?.Name ?? "", cancellationToken)) return Started(id);
        if (await list.FindAsync(id, cancellationToken) is null) return NotFound();

        return TypedResults.Problem("Only an erasure that failed can be tried again.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CertificateAsync(
        long id, ErasureList list, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } erasure) return NotFound();
        if (erasure.Certificate is not { } certificate)
            return TypedResults.Problem("This erasure has no certificate yet.", statusCode: StatusCodes.Status404NotFound);

        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(certificate, s_file), "application/json", CertificateFile.NameOf(id));
    }

    private static Accepted<PrivacyRequestStarted> Started(long id) =>
        TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/privacy/erasures/{id}"), new PrivacyRequestStarted(id));

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such erasure.", statusCode: StatusCodes.Status404NotFound);
}
