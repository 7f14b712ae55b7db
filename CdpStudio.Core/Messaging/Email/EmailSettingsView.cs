using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>The settings as a page may show them: everything but the password.</summary>
public sealed record EmailSettingsRow(
    string? Host, int Port, bool StartTls, string? UserName, bool HasPassword, string FromName, string FromAddress, string? ReplyTo,
    string PostalAddress, string? PublicAddress, int Connections, DateTimeOffset? ChangedAt, string? ChangedBy);

public sealed class EmailSettingsView(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<EmailSettingsRow> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.EmailSettings
            .Select(s => new EmailSettingsRow(
                s.Host, s.Port, s.StartTls, s.UserName, s.Secret != null, s.FromName, s.FromAddress, s.ReplyTo,
                s.PostalAddress, s.PublicAddress, s.Connections, s.ChangedAt, s.ChangedBy))
            .SingleAsync(cancellationToken);
    }
}
