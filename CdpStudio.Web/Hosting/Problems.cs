using System.Diagnostics;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Hosting;

/// <summary>How failures leave the house: problem details for programs, a page for people, an id for both and for the log, nothing else.</summary>
internal static class Problems
{
    public const string ErrorId = "errorId";

    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Detail ??= WordsOf(context.ProblemDetails.Status, context.HttpContext.Request);
            if (context.ProblemDetails.Status >= StatusCodes.Status500InternalServerError)
                context.ProblemDetails.Extensions[ErrorId] = IdOf(context.HttpContext);
            if (context.Exception is DatabaseUnavailableException)
            {
                context.ProblemDetails.Detail = context.Exception.Message;
                context.HttpContext.Response.Headers.RetryAfter = "5";
            }
        });

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseWhen(IsForPeople, pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ShowErrorAsync, StatusCodeSelector = StatusOf });
            // A refused form post keeps its status: the page would try to read the form again.
            pages.UseWhen(
                context => HttpMethods.IsGet(context.Request.Method),
                reading => reading.UseStatusCodePagesWithReExecute("/not-found"));
        });
        app.UseWhen(context => !IsForPeople(context), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
            programs.UseStatusCodePages();
        });
    }

    /// <summary>The log's scope has the same.</summary>
    public static string IdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static bool IsForPeople(HttpContext context) =>
        !Doors.IsForPrograms(context.Request.Path) && !Doors.IsForScripts(context.Request.Path)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal);

    private static Task ShowErrorAsync(HttpContext context) =>
        new RazorComponentResult<ErrorPage>(new { ErrorId = IdOf(context) }).ExecuteAsync(context);

    // Where the framework refuses, it gives a number alone.
    private static string? WordsOf(int? status, HttpRequest request) => status switch
    {
        StatusCodes.Status400BadRequest => "The body, or what follows ? in the address, does not have the form that this call takes.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not take {request.Method}; the header Allow says what it takes.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this call takes.",
        StatusCodes.Status415UnsupportedMediaType => "This call takes JSON: send Content-Type: application/json.",
        _ => null,
    };

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        DatabaseUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
