using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

/// <param name="Invited">Has not chosen a password yet.</param>
public sealed record UserRow(
    Guid Id, string Name, string Email, string Role, bool Disabled, bool Invited, DateTimeOffset? LastSignInAt);

public sealed record ApiKeyRow(
    ApiKeyId Id, string Name, string Beginning, IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>Who and what may come in.</summary>
public sealed class AccessList(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<bool> HasUsersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.Users.AnyAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UserRow>> UsersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.Users
            .OrderBy(u => u.Name)
            .Select(u => new UserRow(u.Id, u.Name, u.Email!, u.Role, u.Disabled, u.PasswordHash == null, u.LastSignInAt))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKeyRow>> KeysAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);

        return [.. keys.Select(k => new ApiKeyRow(k.Id, k.Name, k.Beginning, k.Scopes, k.CreatedAt, k.LastUsedAt, k.RevokedAt))];
    }
}
