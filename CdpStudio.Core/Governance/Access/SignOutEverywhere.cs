using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Ends every session of a user: what a stolen cookie is worth ends with it.</summary>
public sealed record SignOutEverywhere(Guid User);

public sealed class SignOutEverywhereHandler(IWriteQueue queue)
{
    public Task HandleAsync(SignOutEverywhere command, CancellationToken cancellationToken) =>
        queue.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User, token);
            user?.EndSessions();
            return user is not null;
        }, cancellationToken);
}
