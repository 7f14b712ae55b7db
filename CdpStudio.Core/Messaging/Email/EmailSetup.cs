using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>How mail leaves, as of one read. Equal setups can share a connection.</summary>
/// <param name="Server">Null: the mail trap takes everything.</param>
/// <param name="FromName">May be empty.</param>
/// <param name="PublicAddress">Without a slash at its end.</param>
public sealed record EmailSetup(
    EmailServer? Server, string FromName, EmailSender From, string? ReplyTo, string PostalAddress, string PublicAddress, int Connections);

/// <param name="Password">As it is said to the server; null without a user.</param>
public sealed record EmailServer(string Host, int Port, bool StartTls, string? UserName, string? Password)
{
    // A record prints its members, and this one must never be printed whole.
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>The address that mail comes from, as somebody checked it.</summary>
public sealed record EmailSender(string Address)
{
    /// <summary>Stands in for it in the trap: the name is reserved, so it is nobody's.</summary>
    public static EmailSender Nobody { get; } = new("cdpstudio@mailtrap.invalid");

    public string Host => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];
}

/// <summary>Reads the settings as they are now.</summary>
public sealed class EmailSetups(IDbContextFactory<StudioDbContext> contexts, OwnAddress own, EmailSecrets secrets)
{
    public async Task<EmailSetup> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Of(await db.EmailSettings.AsNoTracking().SingleAsync(cancellationToken));
    }

    internal EmailSetup Of(EmailSettings settings)
    {
        var server = settings is { Host: { Length: > 0 } host, FromAddress.Length: > 0 }
            ? new EmailServer(host, settings.Port, settings.StartTls, settings.UserName, settings.Secret is { } secret ? secrets.Reveal(secret) : null)
            : null;
        return new EmailSetup(
            server,
            settings.FromName,
            settings.FromAddress.Length > 0 ? new EmailSender(settings.FromAddress) : EmailSender.Nobody,
            settings.ReplyTo,
            settings.PostalAddress,
            settings.PublicAddress is { Length: > 0 } address ? address.TrimEnd('/') : own.Value,
            settings.Connections);
    }
}

/// <summary>The mail server's password, encrypted with the installation's keys, which lie beside the database and not in it.</summary>
public sealed class EmailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("CdpStudio.Email.Password");

    public string Hide(string password) => _protector.Protect(password);

    /// <summary>Null when the keys are not those it was hidden with: somebody has to say it again.</summary>
    public string? Reveal(string hidden)
    {
        try
        {
            return _protector.Unprotect(hidden);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
