using System.Net.Mail;
using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <summary>The first account of a new installation, made by whoever can read the code in the log.</summary>
public sealed record MakeFirstAdministrator(string Code, string Email, string Name, string Password);

public sealed partial class MakeFirstAdministratorHandler(
    IWriteQueue queue, SetupCode code, IPasswordHasher<StudioUser> hasher, TimeProvider clock, ILogger<MakeFirstAdministratorHandler> logger)
{
    public async Task<AccountResult> HandleAsync(MakeFirstAdministrator command, CancellationToken cancellationToken)
    {
        if (!code.Matches(command.Code)) return new AccountResult.Refused(AccountRefusal.CodeInvalid);
        if (!MailAddress.TryCreate(command.Email.Trim(), out var email)) return new AccountResult.Refused(AccountRefusal.EmailInvalid);
        if (string.IsNullOrWhiteSpace(command.Name)) return new AccountResult.Refused(AccountRefusal.NameMissing);
        if (PasswordRules.Check(command.Password, email.Address, command.Name) is { } refusal) return new AccountResult.Refused(refusal);

        var user = StudioUser.New(email.Address, command.Name.Trim(), Role.Administrator, clock.GetUtcNow());
        user.PasswordHash = hasher.HashPassword(user, command.Password);
        var first = await queue.WriteAsync(WritePriority.Interactive, (db, token) => AddAsync(db, user, token), cancellationToken);
        if (!first) return new AccountResult.Refused(AccountRefusal.AlreadySetUp);

        LogMade(user.Id);
        return new AccountResult.Done();
    }

    private static async Task<bool> AddAsync(StudioDbContext db, StudioUser user, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(cancellationToken)) return false;

        db.Users.Add(user);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} is the first administrator")]
    private partial void LogMade(Guid userId);
}
