using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Gives a user another role, or takes or gives back the right to sign in. Open sessions end either way.</summary>
public sealed record ChangeUser(Guid User, string Role, bool Disabled);

public sealed partial class ChangeUserHandler(IWriteQueue queue, ILogger<ChangeUserHandler> logger)
{
    public async Task<AccountResult> HandleAsync(ChangeUser command, CancellationToken cancellationToken)
    {
        if (!Role.All.Contains(command.Role)) throw new ArgumentException("There is no such role.", nameof(command));

        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => ChangeAsync(db, command, token), cancellationToken);
        if (result is AccountResult.Done) LogChanged(command.User, command.Role, command.Disabled);

        return result;
    }

    private static async Task<AccountResult> ChangeAsync(StudioDbContext db, ChangeUser command, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User, cancellationToken);
        if (user is null) return new AccountResult.Refused(AccountRefusal.NoSuchUser);

        var leaves = user is { Role: Role.Administrator, Disabled: false } && command is not { Role: Role.Administrator, Disabled: false };
        if (leaves && !await db.Users.AnyAsync(u => u.Id != user.Id && u.Role == Role.Administrator && !u.Disabled, cancellationToken))
            return new AccountResult.Refused(AccountRefusal.LastAdministrator);

        user.Role = command.Role;
        user.Disabled = command.Disabled;
        user.EndSessions();
        return new AccountResult.Done();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} is now {Role}, disabled: {Disabled}")]
    private partial void LogChanged(Guid userId, string role, bool disabled);
}
