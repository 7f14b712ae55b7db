using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Why rules can't be taken.</summary>
/// <param name="Namespace">Of which kind of identifier it is said.</param>
public sealed record RuleProblem(RuleProblemKind Kind, string Namespace)
{
    public const int MostNamespaces = 50;
    public const int MostPatterns = 100;
    public const int LongestPattern = 200;

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static RuleProblem? Of(IReadOnlyList<NamespaceRule> namespaces)
    {
        if (namespaces.Count > MostNamespaces) return new RuleProblem(RuleProblemKind.TooMany, namespaces[MostNamespaces].Namespace);

        var seen = new HashSet<string>(IdentifierKey.Comparer);
        foreach (var rule in namespaces)
        {
            if (Of(rule, seen.Add(rule.Namespace)) is { } kind) return new RuleProblem(kind, rule.Namespace);
        }

        return null;
    }

    private static RuleProblemKind? Of(NamespaceRule rule, bool isFirst)
    {
        if (!IsName(rule.Namespace)) return RuleProblemKind.NoName;
        if (!isFirst) return RuleProblemKind.Twice;
        if (rule.Limit is < 1 or > NamespaceRule.LargestLimit) return RuleProblemKind.LimitOutOfRange;
        if (!Enum.IsDefined(rule.Period)) return RuleProblemKind.NoSuchPeriod;
        if (rule.Blocked.Count > MostPatterns || rule.Blocked.Any(p => StudioText.IsBlank(p) || p.Length > LongestPattern)) return RuleProblemKind.BadPattern;
        // It would make everybody a stranger.
        if (rule.Blocked.Any(p => p.All(letter => letter is '*' or '?') && p.Contains('*', StringComparison.Ordinal))) return RuleProblemKind.BlocksEverything;
        if (IdentityRules.IsUser(rule.Namespace) && (rule.IsShared || rule.Limit is > 1 || rule.Period != LimitPeriod.Ever)) return RuleProblemKind.UserIdIsFixed;
        if (rule.Normaliser is { } normaliser && (!Enum.IsDefined(normaliser) || (IdentityRules.IsFromTheStart(rule.Namespace) && normaliser != ValueForms.Usual(rule.Namespace))))
            return RuleProblemKind.NormaliserIsFixed;
        if (rule.Country is { } country && (ValueForms.Of(rule) != Normaliser.Phone || !PhoneCountry.TryFind(country, out _))) return RuleProblemKind.NoSuchCountry;
        return null;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');
}

public enum RuleProblemKind
{
    TooMany,
    NoName,
    Twice,
    LimitOutOfRange,
    NoSuchPeriod,
    BadPattern,
    BlocksEverything,

    /// <summary>Two user ids never come together by themselves, so their limit can't be set.</summary>
    UserIdIsFixed,

    /// <summary>Of a kind that is there from the start: what of its values is compared can't be chosen.</summary>
    NormaliserIsFixed,

    /// <summary>Phone numbers have a country, in two letters, and nothing else has.</summary>
    NoSuchCountry,
}
