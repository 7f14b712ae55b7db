using System.Net.Mail;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Makes an account without a password; its owner chooses one by the link that the result's code goes into.</summary>
public sealed record InviteUser(string Email, string Name, string Role);

public sealed partial class InviteUserHandler(
    IWriteQueue queue, AccountScope accounts, TimeProvider clock, ILogger<InviteUserHandler> logger)
{
    public async Task<AccountResult> HandleAsync(InviteUser command, CancellationToken cancellationToken)
    {
        if (!Role.All.Contains(command.Role)) throw new ArgumentException("There is no such role.", nameof(command));
        if (!MailAddress.TryCreate(command.Email.Trim(), out var email)) return new AccountResult.Refused(AccountRefusal.EmailInvalid);
        if (string.IsNullOrWhiteSpace(command.Name)) return new AccountResult.Refused(AccountRefusal.NameMissing);

        var user = StudioUser.New(email.Address, command.Name.Trim(), command.Role, clock.GetUtcNow());
        var taken = await queue.WriteAsync(WritePriority.Interactive, (db, token) => AddAsync(db, user, token), cancellationToken);
        if (taken) return new AccountResult.Refused(AccountRefusal.EmailTaken);

        LogInvited(user.Id, user.Role);
        return new AccountResult.Invited(user.Id, await accounts.UseAsync(users => users.GeneratePasswordResetTokenAsync(user)));
    }

    private static async Task<bool> AddAsync(StudioDbContext db, StudioUser user, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, cancellationToken)) return true;

        db.Users.Add(user);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} invited as {Role}")]
    private partial void LogInvited(Guid userId, string role);
}
