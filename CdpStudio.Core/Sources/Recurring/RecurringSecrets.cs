using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Sign-ins at addresses, encrypted with the installation's keys, which lie beside the database and not in it.</summary>
public sealed class RecurringSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("CdpStudio.Recurring.SignIn");

    public string Hide(string secret) => _protector.Protect(secret);

    /// <summary>Null when the keys are not those it was hidden with: somebody has to say it again.</summary>
    public string? Reveal(string hidden)
    {
        try
        {
            return _protector.Unprotect(hidden);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
