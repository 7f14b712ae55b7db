using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Workspaces;

/// <param name="TimeZone">An IANA name. Everything that asks for a day or a week follows at once.</param>
public sealed record ChangeWorkspace(string Name, string TimeZone);

public abstract record ChangeWorkspaceResult
{
    private ChangeWorkspaceResult()
    {
    }

    public sealed record Changed : ChangeWorkspaceResult;

    /// <summary>Missing, or longer than <see cref="Workspace.LongestName"/>.</summary>
    public sealed record NameRefused : ChangeWorkspaceResult;

    public sealed record ZoneUnknown : ChangeWorkspaceResult;
}

public sealed partial class ChangeWorkspaceHandler(IWriteQueue queue, CurrentWorkspace current, ILogger<ChangeWorkspaceHandler> logger)
{
    public async Task<ChangeWorkspaceResult> HandleAsync(ChangeWorkspace command, CancellationToken cancellationToken)
    {
        var name = command.Name.Trim();
        if (name.Length is 0 or > Workspace.LongestName) return new ChangeWorkspaceResult.NameRefused();
        if (!WorkspaceZone.TryFind(command.TimeZone, out var zone)) return new ChangeWorkspaceResult.ZoneUnknown();

        await queue.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            var workspace = await db.Workspaces.SingleAsync(token);
            workspace.Name = name;
            workspace.TimeZone = zone.Name;
            return workspace;
        }, cancellationToken);

        current.Become(name, zone);
        LogChanged(zone.Name);
        return new ChangeWorkspaceResult.Changed();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The workspace changed; its zone is {Zone}")]
    private partial void LogChanged(string zone);
}
