using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Privacy;

internal static class PrivacyEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly string[] s_members = ["identifier"];

    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/privacy/exports").WithTags("Privacy");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapPost("", StartAsync).WithName("StartPersonExport").WithJson(BodyMember.Text("identifier", isRequired: true))
            .AddEndpointFilter<WholeAudienceFilter>().RequireAuthorization(Permission.ManagePrivacy);
        group.MapGet("", ListAsync).WithName("ListPersonExports").RequireAuthorization(Permission.ManagePrivacy);
        group.MapGet("/{id:long}", ReadAsync).WithName("ReadPersonExport").RequireAuthorization(Permission.ManagePrivacy);
        group.MapGet("/{id:long}/files/{name}", FileAsync).WithName("ReadPersonExportFile").RequireAuthorization(Permission.ManagePrivacy);
        group.MapDelete("/{id:long}", RemoveAsync).WithName("RemovePersonExport").RequireAuthorization(Permission.ManagePrivacy);
        api.MapErasures();
    }

    /// <summary>What a link on a page downloads.</summary>
    public static void MapPrivacyDownloads(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/settings/privacy/exports/{id:long}/{name}", FileAsync).ExcludeFromDescription().RequireAuthorization(Permission.ManagePrivacy);
        pages.MapCertificates();
    }

    internal static Identifier IdentifierOf(RequestBody body) => Identifier.TryParse(body.Text("identifier"), out var identifier)
        ? identifier
        : throw new RequestRefusedException("/identifier", "/identifier names an identifier as NAMESPACE:VALUE.");

    /// <summary>Of a page of requests.</summary>
    internal static int SizeOf(int? limit) => limit is < 1 or > MaxLimit
        ? throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.")
        : limit ?? DefaultLimit;

    private static async Task<Results<Accepted<PrivacyRequestStarted>, ProblemHttpResult>> StartAsync(
        HttpRequest http, ClaimsPrincipal user, StartPersonExportHandler start, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        return await start.HandleAsync(new StartPersonExport(IdentifierOf(body), user.Identity?.Name ?? "", Language: ""), cancellationToken) switch
        {
            StartPersonExportResult.Started started => TypedResults.Accepted(AddressOf(started.Request), new PrivacyRequestStarted(started.Request)),
            StartPersonExportResult.NobodyFound => TypedResults.Problem("Nobody has this identifier.", statusCode: StatusCodes.Status404NotFound),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Ok<Page<PersonExportAnswer>>> ListAsync(int? limit, long? after, PersonExportList list, CancellationToken cancellationToken)
    {
        var size = SizeOf(limit);
        var exports = await list.RecentAsync(size + 1, after, cancellationToken);
        return TypedResults.Ok(new Page<PersonExportAnswer>(
            [.. exports.Take(size).Select(PersonExportAnswer.Of)], exports.Count > size ? exports[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<PersonExportAnswer>, ProblemHttpResult>> ReadAsync(long id, PersonExportList list, CancellationToken cancellationToken) =>
        await list.FindAsync(id, cancellationToken) is { } export ? TypedResults.Ok(PersonExportAnswer.Of(export)) : NotFound();

    // The headers that keep it out of caches and from being taken for something else are those of every answer.
    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(
        long id, string name, PersonExportList list, ExportFiles files, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } export) return NotFound();
        if (!export.Files.Contains(name) || files.Open(id, name) is not { } file)
            return TypedResults.Problem("This export has no such file, not yet or no longer.", statusCode: StatusCodes.Status404NotFound);

        return TypedResults.Stream(file, name == ExportFiles.Json ? "application/json" : "text/html; charset=utf-8", name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, RemovePersonExportHandler remove, CancellationToken cancellationToken) =>
        await remove.HandleAsync(id, cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static string AddressOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/privacy/exports/{id}");

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such export.", statusCode: StatusCodes.Status404NotFound);
}
