using System.Security.Cryptography;
using System.Text;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Proves that who makes the first administrator can read the server's log. It lives as long as the process.</summary>
public sealed class SetupCode
{
    // Without letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    internal string Text { get; } = RandomNumberGenerator.GetString(Alphabet, 12);

    public bool Matches(string typed) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes(typed.Trim().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));

    /// <summary>In three groups, as it is printed.</summary>
    public override string ToString() => $"{Text[..4]}-{Text[4..8]}-{Text[8..]}";
}
