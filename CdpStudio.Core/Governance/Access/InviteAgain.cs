using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

/// <summary>A new link by which the account's owner chooses a password: the first was lost, or the password was forgotten.</summary>
public sealed record InviteAgain(Guid User);

public sealed class InviteAgainHandler(IDbContextFactory<StudioDbContext> contexts, AccountScope accounts)
{
    public async Task<AccountResult> HandleAsync(InviteAgain command, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == command.User, cancellationToken);
        if (user is null) return new AccountResult.Refused(AccountRefusal.NoSuchUser);

        return new AccountResult.Invited(user.Id, await accounts.UseAsync(users => users.GeneratePasswordResetTokenAsync(user)));
    }
}
