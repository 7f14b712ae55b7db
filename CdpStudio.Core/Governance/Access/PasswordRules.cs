using System.Globalization;

namespace CdpStudio.Core.Governance.Access;

/// <summary>
/// Length instead of composition rules, as NIST SP 800-63B advises, and none of the passwords that everybody tries first.
/// </summary>
public static class PasswordRules
{
    public const int ShortestLetters = 8;

    private static readonly string[] s_words =
    [
        "password", "passwort", "kennwort", "qwerty", "qwertz", "azerty", "letmein", "welcome", "iloveyou", "sunshine", "princess",
        "football", "baseball", "superman", "dragon", "monkey", "shadow", "master", "michael", "jennifer", "admin",
        "administrator", "changeme", "secret", "cdpstudio", "customer", "asdfgh", "zxcvbn", "abc", "abcd", "abcdef", "abcdefgh", "test",
        "trustno", "starwars", "whatever", "computer", "internet", "matkhau", "woaini", "passw0rd", "p@ssword", "p@ssw0rd",
    ];

    /// <returns>Null when the password may be used.</returns>
    public static AccountRefusal? Check(string password, string email, string name)
    {
        if (new StringInfo(password).LengthInTextElements < ShortestLetters) return AccountRefusal.PasswordShort;

        return IsCommon(password.ToLowerInvariant(), email.ToLowerInvariant(), name.ToLowerInvariant())
            ? AccountRefusal.PasswordCommon
            : null;
    }

    // A well-known word with digits and marks around it is among the first that are tried, like runs and repetitions.
    private static bool IsCommon(string password, string email, string name)
    {
        var core = password.Trim([.. "0123456789!?.,-_*#$%&+= "]);

        return core.Length == 0 && IsRun(password)
            || s_words.Contains(core)
            || password.Distinct().Count() <= 2
            || password == email || password == email.Split('@')[0] || password == name;
    }

    private static bool IsRun(string digits) =>
        digits.Zip(digits.Skip(1)).All(pair => Math.Abs(pair.First - pair.Second) <= 1 || (pair.First, pair.Second) is ('9', '0') or ('0', '9'));
}
