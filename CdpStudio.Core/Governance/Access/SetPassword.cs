using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Sets a password by the code of an invitation. Afterwards the code is worth nothing.</summary>
public sealed record ChoosePassword(Guid User, string Code, string Password);

/// <summary>Replaces one's own password. Sessions elsewhere end.</summary>
public sealed record ChangePassword(Guid User, string Password, string NewPassword);

public sealed partial class SetPasswordHandler(
    IWriteQueue queue, AccountScope accounts, IPasswordHasher<StudioUser> hasher, ILogger<SetPasswordHandler> logger)
{
    public Task<AccountResult> HandleAsync(ChoosePassword command, CancellationToken cancellationToken) =>
        ReplaceAsync(
            command.User, command.Password, AccountRefusal.CodeInvalid,
            (users, user) => users.VerifyUserTokenAsync(
                user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<StudioUser>.ResetPasswordTokenPurpose, command.Code),
            cancellationToken);

    public Task<AccountResult> HandleAsync(ChangePassword command, CancellationToken cancellationToken) =>
        ReplaceAsync(
            command.User, command.NewPassword, AccountRefusal.PasswordWrong,
            (users, user) => users.CheckPasswordAsync(user, command.Password),
            cancellationToken);

    private async Task<AccountResult> ReplaceAsync(
        Guid id, string password, AccountRefusal unproven,
        Func<UserManager<StudioUser>, StudioUser, Task<bool>> isProven, CancellationToken cancellationToken)
    {
        var user = await accounts.UseAsync(async users =>
            await users.FindByIdAsync(id.ToString()) is { } found && await isProven(users, found) ? found : null);
        if (user is null) return new AccountResult.Refused(unproven);
        if (PasswordRules.Check(password, user.Email!, user.Name) is { } refusal) return new AccountResult.Refused(refusal);

        // Hashing takes long on purpose, so it happens before the write's turn.
        var hash = hasher.HashPassword(user, password);
        var stored = await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => StoreAsync(db, user, hash, token), cancellationToken);
        if (!stored) return new AccountResult.Refused(unproven);

        LogReplaced(id);
        return new AccountResult.Done();
    }

    private static async Task<bool> StoreAsync(StudioDbContext db, StudioUser proven, string hash, CancellationToken cancellationToken)
    {
        // The same stamp as when it was proven: a code cannot be used twice, not even at once.
        var user = await db.Users.SingleOrDefaultAsync(
            u => u.Id == proven.Id && u.SecurityStamp == proven.SecurityStamp, cancellationToken);
        if (user is null) return false;

        user.PasswordHash = hash;
        user.EndSessions();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} has a new password")]
    private partial void LogReplaced(Guid userId);
}
