using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Web.Access;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.OpenApi;

namespace CdpStudio.Web.Sources.Imports;

internal static class ImportEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly BodyMember[] s_upload = [new("file", JsonSchemaType.String, IsRequired: true, "binary"), BodyMember.Text("mapping", isRequired: true)];

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/imports").WithTags("Imports");
        group.MapPost("", StartAsync).WithName("StartImport").WithForm(s_upload).RequireAuthorization(Permission.RunImports);
        group.MapPost("/dry-run", TryAsync).WithName("TryImport").WithForm(s_upload).RequireAuthorization(Permission.RunImports);
        group.MapGet("", ListAsync).WithName("ListImports").RequireAuthorization(Permission.RunImports);
        group.MapGet("/{id:int}", ReadAsync).WithName("ReadImport").RequireAuthorization(Permission.RunImports);
        group.MapGet("/{id:int}/rejects", RejectsAsync).WithName("ReadImportRejects").RequireAuthorization(Permission.RunImports);
        group.MapPost("/{id:int}/cancel", CancelAsync).WithName("CancelImport").RequireAuthorization(Permission.RunImports);
        group.MapPost("/{id:int}/pause", PauseAsync).WithName("PauseImport").RequireAuthorization(Permission.RunImports);
        group.MapPost("/{id:int}/resume", ResumeAsync).WithName("ResumeImport").RequireAuthorization(Permission.RunImports);
        group.MapPost("/{id:int}/undo", UndoAsync).WithName("UndoImport").RequireAuthorization(Permission.RunImports);
    }

    /// <summary>The file that somebody chose in the browser becomes a draft.</summary>
    public static void MapImportUploads(this IEndpointRouteBuilder ui) =>
        ui.MapPost("/imports", UploadAsync).RequireAuthorization(Permission.RunImports);

    /// <summary>What a link on a page downloads.</summary>
    public static void MapImportDownloads(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/sources/imports/{id:int}/rejects.csv", DownloadAsync).ExcludeFromDescription().RequireAuthorization(Permission.RunImports);

    private static async Task<Results<Accepted<ImportStarted>, ProblemHttpResult>> StartAsync(
        HttpRequest request, FileUploads uploads, StartImportHandler start, CancellationToken cancellationToken)
    {
        FileUpload upload;
        try
        {
            upload = await uploads.ReceiveAsync(request, cancellationToken);
        }
        catch (UploadRefusedException e)
        {
            return Refuse(e.Message, status: e.Status);
        }

        var (run, refusal) = await BeginAsync(upload, start, cancellationToken);
        if (run is { } id) return TypedResults.Accepted($"/api/v1/imports/{id}", new ImportStarted(id.Value));

        uploads.Forget(upload.File);
        return refusal!;
    }

    /// <summary>Says what the import of the file would do, and writes nothing. Whoever goes away ends it.</summary>
    private static async Task<Results<Ok<DryRunAnswer>, ProblemHttpResult>> TryAsync(
        HttpRequest request, FileUploads uploads, StartImportHandler start, DryRun dryRun, CancellationToken cancellationToken)
    {
        FileUpload? upload = null;
        try
        {
            upload = await uploads.ReceiveAsync(request, cancellationToken);
            var (mapping, refusal) = MappingOf(upload);
            if (mapping is null || upload.File is null) return refusal!;
            var (whole, misfit) = await start.CheckAsync(new StartImport(upload.File, mapping), cancellationToken);
            if (whole is null) return Refuse(misfit!.Detail, misfit.Pointer); // one of the two is there

            return TypedResults.Ok(DryRunAnswer.Of(await dryRun.RunAsync(upload.File, whole, progress: null, cancellationToken), whole.StartsJourneys));
        }
        catch (UploadRefusedException e)
        {
            return Refuse(e.Message, status: e.Status);
        }
        catch (UnreadableFileException e)
        {
            return Refuse(e.Message, e.Pointer);
        }
        finally
        {
            uploads.Forget(upload?.File);
        }
    }

    private static (ImportMapping? Mapping, ProblemHttpResult? Refusal) MappingOf(FileUpload upload)
    {
        if (upload.File is null) return (null, Refuse("The part 'file' is missing."));
        if (upload.Mapping is null) return (null, Refuse("The part 'mapping' is missing."));

        return MappingJson.ReadSent(upload.Mapping) switch
        {
            MappingReading.Read read => (read.Mapping, null),
            MappingReading.Refused refused => (null, Refuse(refused.Detail, refused.Pointer)),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<(ImportRunId? Run, ProblemHttpResult? Refusal)> BeginAsync(
        FileUpload upload, StartImportHandler start, CancellationToken cancellationToken)
    {
        var (mapping, wrong) = MappingOf(upload);
        if (mapping is null || upload.File is null) return (null, wrong);

        return await start.HandleAsync(new StartImport(upload.File, mapping), cancellationToken) switch
        {
            StartImportResult.Started started => (started.Run, null),
            StartImportResult.Refused refused => (null, Refuse(refused.Detail, refused.Pointer)),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<ImportPage>, ProblemHttpResult>> ListAsync(
        int? limit, int? after, ImportList list, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return Refuse($"limit is 1 to {MaxLimit}.");

        var size = limit ?? DefaultLimit;
        var imports = await list.RecentAsync(size + 1, after is { } id ? new ImportRunId(id) : null, cancellationToken);
        return TypedResults.Ok(new ImportPage([.. imports.Take(size).Select(ImportAnswer.Of)], imports.Count > size ? imports[size - 1].Id.Value : null));
    }

    private static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> ReadAsync(
        int id, ImportList list, CancellationToken cancellationToken) =>
        await list.FindAsync(new ImportRunId(id), cancellationToken) is { } import ? TypedResults.Ok(ImportAnswer.Of(import)) : NotFound();

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> RejectsAsync(
        int id, ImportList list, RejectedRows rejected, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new ImportRunId(id), cancellationToken) is null) return NotFound();
        if (await rejected.OpenAsync(new ImportRunId(id), cancellationToken) is not { } file) return Gone();

        return TypedResults.Stream(
            to => RejectedRowsCsv.WriteAsync(file, to, "reason", lineColumn: null, RejectWords.Of, forPeople: false, cancellationToken), "text/csv; charset=utf-8");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        int id, RejectedRows rejected, IStringLocalizer<ImportTexts> texts, CancellationToken cancellationToken)
    {
        if (await rejected.OpenAsync(new ImportRunId(id), cancellationToken) is not { } file) return NotFound();

        return TypedResults.Stream(
            to => RejectedRowsCsv.WriteAsync(file, to, texts["ReasonColumn"], texts["LineColumn"], row => ReasonText.Of(row, texts), forPeople: true, cancellationToken),
            "text/csv; charset=utf-8",
            texts["RejectsFile", Path.GetFileNameWithoutExtension(file.FileName)]);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> CancelAsync(
        int id, ImportList list, CancelJobHandler cancel, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new ImportRunId(id), cancellationToken) is not { } import) return NotFound();

        return await cancel.HandleAsync(import.Job, cancellationToken) == CancelJobResult.Cancelling
            ? TypedResults.Accepted($"/api/v1/imports/{import.Id}")
            : Refuse("The import has ended.", status: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> PauseAsync(
        int id, ImportList list, PauseImportHandler pausing, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new ImportRunId(id), cancellationToken) is not { } import) return NotFound();

        return await pausing.PauseAsync(import.Id, cancellationToken)
            ? TypedResults.Accepted($"/api/v1/imports/{import.Id}")
            : Refuse("The import has ended.", status: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> UndoAsync(int id, UndoImportHandler undo, CancellationToken cancellationToken) =>
        await undo.HandleAsync(new UndoImport(new ImportRunId(id), By: null), cancellationToken) switch
        {
            UndoImportResult.Started => TypedResults.Accepted($"/api/v1/imports/{id}"),
            UndoImportResult.Refused { Why: UndoRefusal.NotFound } => NotFound(),
            UndoImportResult.Refused { Why: UndoRefusal.StillRunning } => Refuse("The import has not ended; cancel it first.", status: StatusCodes.Status409Conflict),
            UndoImportResult.Refused { Why: UndoRefusal.TooOld } => Refuse("The import is too old to be taken back (Imports:UndoneWithin).", status: StatusCodes.Status409Conflict),
            _ => Refuse("The import was taken back already.", status: StatusCodes.Status409Conflict),
        };

    private static async Task<Results<Accepted, ProblemHttpResult>> ResumeAsync(
        int id, ImportList list, PauseImportHandler pausing, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(new ImportRunId(id), cancellationToken) is not { } import) return NotFound();

        return await pausing.ResumeAsync(import.Id, cancellationToken)
            ? TypedResults.Accepted($"/api/v1/imports/{import.Id}")
            : Refuse("Only an import that failed, was paused or cancelled, and was not taken back, can be resumed.", status: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<DraftUploaded>, ProblemHttpResult>> UploadAsync(
        HttpRequest request, ClaimsPrincipal user, FileUploads uploads, ImportDrafts drafts, CancellationToken cancellationToken)
    {
        try
        {
            var upload = await uploads.ReceiveAsync(request, cancellationToken);
            return upload.File is null
                ? Refuse("The part 'file' is missing.")
                : TypedResults.Ok(new DraftUploaded(await drafts.AddAsync(upload.File, user.UserId.ToString(), cancellationToken)));
        }
        catch (UploadRefusedException e)
        {
            return Refuse(e.Message, status: e.Status);
        }
    }

    private static ProblemHttpResult NotFound() => Refuse("There is no such import.", status: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Gone() =>
        Refuse("The file of this import is no longer kept.", status: StatusCodes.Status410Gone);

    private static ProblemHttpResult Refuse(string detail, string? pointer = null, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Problem(detail, statusCode: status, extensions: pointer is null ? null : [new KeyValuePair<string, object?>("pointer", pointer)]);
}
