using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Sources.Recurring;

internal static class RecurringEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapRecurringImports(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/recurring-imports").WithTags("Recurring imports");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ListAsync).WithName("ListRecurringImports").RequireAuthorization(Permission.ReadSources);
        group.MapPost("", MakeAsync).WithName("MakeRecurringImport").Accepts<RecurringBody>("application/json").RequireAuthorization(Permission.WriteSources);
        group.MapGet("/{id:int}", ReadAsync).WithName("ReadRecurringImport").RequireAuthorization(Permission.ReadSources);
        group.MapPut("/{id:int}", ChangeAsync).WithName("PutRecurringImport").Accepts<RecurringBody>("application/json").RequireAuthorization(Permission.WriteSources);
        group.MapPost("/{id:int}/look", LookAsync).WithName("LookForFilesNow").RequireAuthorization(Permission.RunImports);
        group.MapGet("/{id:int}/files", FilesAsync).WithName("ListRecurringFiles").RequireAuthorization(Permission.ReadSources);
        group.MapPost("/{id:int}/files/{number:int}/retry", RetryAsync).WithName("RetryRecurringFile").RequireAuthorization(Permission.RunImports);
        group.MapGet("/{id:int}/log", LogAsync).WithName("ReadRecurringLog").RequireAuthorization(Permission.ReadJobs);
    }

    private static async Task<Ok<Page<RecurringAnswer>>> ListAsync(int? limit, int? after, RecurringList list, CancellationToken cancellationToken)
    {
        var size = SizeOf(limit);
        var found = (await list.AllAsync(cancellationToken)).Where(v => after is null || v.Source.Value > after).ToList();
        return TypedResults.Ok(new Page<RecurringAnswer>(
            [.. found.Take(size).Select(RecurringAnswer.Of)], found.Count > size ? found[size - 1].Source.ToString() : null));
    }

    private static async Task<Results<Ok<RecurringAnswer>, ProblemHttpResult>> ReadAsync(int id, RecurringList list, CancellationToken cancellationToken) =>
        await list.FindAsync(new SourceId(id), cancellationToken) is { } view ? TypedResults.Ok(RecurringAnswer.Of(view)) : NotFound();

    private static async Task<Results<Created<RecurringAnswer>, ProblemHttpResult>> MakeAsync(
        HttpRequest http, ClaimsPrincipal user, SaveRecurringImportHandler save, RecurringList list, CancellationToken cancellationToken)
    {
        var body = await RecurringBody.ReadAsync(http, cancellationToken);
        switch (await save.HandleAsync(body.ToCommand(known: null, By(user)), cancellationToken))
        {
            case SaveRecurringImportResult.Saved saved:
                var view = await list.FindAsync(saved.Source, cancellationToken);
                return TypedResults.Created($"/api/v1/recurring-imports/{saved.Source}", RecurringAnswer.Of(view!)); // just made
            case SaveRecurringImportResult.Refused refused:
                return Refused(refused);
            case var other:
                throw new UnreachableException(other.GetType().Name);
        }
    }

    /// <summary>Replaces all settings; columns and secret stay when the body names none, and the hours of silence always.</summary>
    private static async Task<Results<Ok<RecurringAnswer>, ProblemHttpResult>> ChangeAsync(
        int id, HttpRequest http, ClaimsPrincipal user, SaveRecurringImportHandler save, RecurringList list, CancellationToken cancellationToken)
    {
        var body = await RecurringBody.ReadAsync(http, cancellationToken);
        if (await list.FindAsync(new SourceId(id), cancellationToken) is not { } known) return NotFound();

        return await save.HandleAsync(body.ToCommand(known, By(user)), cancellationToken) switch
        {
            SaveRecurringImportResult.Saved => await ReadAsync(id, list, cancellationToken),
            SaveRecurringImportResult.Refused refused => Refused(refused),
            SaveRecurringImportResult.NotFound => NotFound(),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> LookAsync(
        int id, RecurringList list, LookNowHandler look, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new SourceId(id), cancellationToken) is not { } known) return NotFound();
        if (known.Disabled) return TypedResults.Problem("The recurring import is disabled.", statusCode: StatusCodes.Status409Conflict);

        await look.HandleAsync(known.Source, cancellationToken);
        return TypedResults.Accepted($"/api/v1/recurring-imports/{id}");
    }

    private static async Task<Results<Ok<Page<RecurringFileAnswer>>, ProblemHttpResult>> FilesAsync(
        int id, int? limit, int? after, RecurringList list, CancellationToken cancellationToken)
    {
        var size = SizeOf(limit);
        if (await list.FindAsync(new SourceId(id), cancellationToken) is null) return NotFound();

        var files = await list.FilesAsync(new SourceId(id), after, size + 1, cancellationToken);
        return TypedResults.Ok(new Page<RecurringFileAnswer>(
            [.. files.Take(size).Select(RecurringFileAnswer.Of)],
            files.Count > size ? files[size - 1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> RetryAsync(int id, int number, RetryFileHandler retry, CancellationToken cancellationToken) =>
        await retry.HandleAsync(new RetryFile(new SourceId(id), number), cancellationToken) switch
        {
            RetryFileResult.Asked => TypedResults.Accepted($"/api/v1/recurring-imports/{id}/files"),
            RetryFileResult.NotFound => TypedResults.Problem("There is no such file.", statusCode: StatusCodes.Status404NotFound),
            RetryFileResult.NotFailed => TypedResults.Problem("The file did not fail.", statusCode: StatusCodes.Status409Conflict),
            RetryFileResult.NotThere => TypedResults.Problem(
                "The file is no longer in the folder 'failed', or another one has its name.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<RecurringLogAnswer>, ProblemHttpResult>> LogAsync(
        int id, RecurringList list, JobList jobs, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new SourceId(id), cancellationToken) is not { } known) return NotFound();
        if (known.Job is not { } run || await jobs.FindAsync(run, cancellationToken) is not { } job)
            return TypedResults.Problem("No look is remembered.", statusCode: StatusCodes.Status404NotFound);

        return TypedResults.Ok(RecurringLogAnswer.Of(job, await jobs.LogAsync(run, cancellationToken)));
    }

    private static int SizeOf(int? limit) => limit is < 1 or > MaxLimit
        ? throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.")
        : limit ?? DefaultLimit;

    private static ProblemHttpResult Refused(SaveRecurringImportResult.Refused refused)
    {
        // The first in the order of the form; the rest is said when that one is right.
        var (pointer, detail) = WordsOf(refused.Wrong.Min());
        return PointedProblem.Refused(pointer, detail);
    }

    private static (string Pointer, string Detail) WordsOf(RecurringSetting setting) => setting switch
    {
        RecurringSetting.Name => ("/name", $"/name has 1 to {Core.Sources.Source.MaxNameLength} characters."),
        RecurringSetting.Place => ("/place", "/place is a path below Recurring:Root without '..', or an http or https address without a user name."),
        RecurringSetting.Pattern => ("/pattern", "/pattern is a file name without slashes; * and ? stand for others."),
        RecurringSetting.Schedule => ("/schedule", "/schedule is 'every MINUTES', with 1 to 10080, or 'at HH:mm DAYS', such as 'at 03:30 mon,thu'."),
        RecurringSetting.Columns => ("/mapping", "Give a /mapping, or the number of a finished import in /columnsFrom."),
        RecurringSetting.SignInName => ("/signIn/name", "/signIn/name can't be used here."),
        RecurringSetting.Secret => ("/signIn/secret", "/signIn/secret is missing; one that is stored is not sent to another server or in another way."),
        _ => throw new UnreachableException(setting.ToString()),
    };

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such recurring import.", statusCode: StatusCodes.Status404NotFound);
}
