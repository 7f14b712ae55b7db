using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// What of an identifier's value is compared. A value is born in a form that never joins what another rule would part: so rules can be changed
/// without a fact being written again. The rules then say which of those that were born are one value.
/// </summary>
internal static class ValueForms
{
    // No value as it is looks like one of these.
    private const char Exactly = '\u0001';

    public static Normaliser Usual(string @namespace) =>
        IdentifierKey.Comparer.Equals(@namespace, IdentifierNamespace.Email) ? Normaliser.Email
        : IdentifierKey.Comparer.Equals(@namespace, IdentifierNamespace.Phone) ? Normaliser.Phone
        : Normaliser.Text;

    public static Normaliser Of(NamespaceRule rule) => rule.Normaliser ?? Usual(rule.Namespace);

    /// <summary>That values have a number of their own by.</summary>
    public static string Born(NamespaceRule? rule, string @namespace, string value) =>
        rule?.Normaliser == Normaliser.Exact ? Exact(value) : IdentifierKey.Normalise(@namespace, value);

    /// <summary>Whether several that were born may be one value.</summary>
    public static bool MayBeOne(NamespaceRule rule) => rule.Country is not null || (rule.Normaliser is { } chosen && chosen != Normaliser.Exact && !IdentityRules.IsFromTheStart(rule.Namespace));

    /// <summary>That values are one by.</summary>
    public static string Compared(NamespaceRule? rule, string @namespace, string value)
    {
        if (rule is null) return IdentifierKey.Normalise(@namespace, value);

        return Of(rule) switch
        {
            Normaliser.Exact => Exact(value),
            Normaliser.Email => IdentifierKey.Normalise(IdentifierNamespace.Email, value),
            Normaliser.Phone => E164(rule, value) ?? IdentifierKey.Normalise(IdentifierNamespace.Phone, value),
            _ => IdentifierKey.Normalise(@namespace, value),
        };
    }

    private static string? E164(NamespaceRule rule, string value) =>
        rule.Country is { } code && PhoneCountry.TryFind(code, out var country) && country.TryRead(value, out var number) ? number : null;

    // Whatever is done with it without regard to case tells it from others all the same.
    private static string Exact(string value) => Exactly + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(StudioText.Normal(value)));
}
