using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.DemoData;

/// <summary>The demo for programs, such as a machine that is set up for a course.</summary>
internal static class DemoEndpoints
{
    public static void MapDemoData(this IEndpointRouteBuilder api)
    {
        api.MapGet("/demo", Read).WithName("ReadDemo").WithTags("Workspace").RequireAuthorization(Permission.ReadWorkspace);
        api.MapPost("/demo", LoadAsync).WithName("LoadDemo").WithTags("Workspace").RequireAuthorization(Permission.WriteWorkspace);
        api.MapDelete("/demo", RemoveAsync).WithName("RemoveDemo").WithTags("Workspace").RequireAuthorization(Permission.WriteWorkspace);
    }

    private static Ok<DemoBody> Read(CurrentDemo demo) => TypedResults.Ok(Body(demo));

    private static async Task<Results<Accepted<DemoBody>, ProblemHttpResult>> LoadAsync(
        LoadDemoHandler load, CurrentDemo demo, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await load.HandleAsync(new LoadDemo(user.Identity?.Name), cancellationToken) switch
        {
            LoadDemoResult.Started => TypedResults.Accepted("/api/v1/demo", Body(demo)),
            LoadDemoResult.ThereAlready there => TypedResults.Problem(
                $"The demo is {Word(there.State)} already.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };

    private static async Task<Results<Accepted<DemoBody>, ProblemHttpResult>> RemoveAsync(
        RemoveDemoHandler remove, CurrentDemo demo, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await remove.HandleAsync(new RemoveDemo(user.Identity?.Name), cancellationToken) switch
        {
            RemoveDemoResult.Started => TypedResults.Accepted("/api/v1/demo", Body(demo)),
            RemoveDemoResult.NothingToDo => TypedResults.Problem(
                "There is no demo to remove, or it is being removed.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };

    private static DemoBody Body(CurrentDemo demo) => new(demo.State is { } state ? Word(state) : "absent");

    private static string Word(DemoState state) => state switch
    {
        DemoState.Loading => "loading",
        DemoState.Loaded => "loaded",
        DemoState.Removing => "removing",
        _ => throw new UnreachableException(state.ToString()),
    };

    /// <param name="State"><c>absent</c>, <c>loading</c>, <c>loaded</c> or <c>removing</c>.</param>
    internal sealed record DemoBody(string State);
}
