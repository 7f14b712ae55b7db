using System.Diagnostics;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Settings;

internal static class WorkspaceEndpoints
{
    public static void MapWorkspace(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workspace", Read).WithName("ReadWorkspace").WithTags("Workspace").RequireAuthorization(Permission.ReadWorkspace);
        api.MapPut("/workspace", ChangeAsync).WithName("ChangeWorkspace").WithTags("Workspace").RequireAuthorization(Permission.WriteWorkspace);
    }

    private static Ok<WorkspaceBody> Read(CurrentWorkspace current) =>
        TypedResults.Ok(new WorkspaceBody(current.Name, current.Zone.Name));

    private static async Task<Results<Ok<WorkspaceBody>, ProblemHttpResult>> ChangeAsync(
        WorkspaceBody body, CurrentWorkspace current, ChangeWorkspaceHandler change, CancellationToken cancellationToken)
    {
        var command = new ChangeWorkspace(body.Name ?? current.Name, body.TimeZone ?? current.Zone.Name);

        return await change.HandleAsync(command, cancellationToken) switch
        {
            ChangeWorkspaceResult.Changed => Read(current),
            ChangeWorkspaceResult.NameRefused => Refuse($"'name' needs 1 to {Workspace.LongestName} letters."),
            ChangeWorkspaceResult.ZoneUnknown => Refuse("'timeZone' is no IANA time zone, such as Europe/Berlin."),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static ProblemHttpResult Refuse(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Name">Left as it is when absent.</param>
    /// <param name="TimeZone">An IANA name. Left as it is when absent.</param>
    internal sealed record WorkspaceBody(string? Name, string? TimeZone);
}
