using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

public sealed record RecordSignIn(Guid User);

public sealed class RecordSignInHandler(IWriteQueue queue, TimeProvider clock)
{
    public Task HandleAsync(RecordSignIn command, CancellationToken cancellationToken) =>
        queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.Users.Where(u => u.Id == command.User)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, clock.GetUtcNow()), token),
            cancellationToken);
}
