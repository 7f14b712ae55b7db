using System.Globalization;
using CdpStudio.Core.IdentityResolution;

namespace CdpStudio.Web.Stewardship.Ruling;

/// <summary>A kind of identifier as it is being typed.</summary>
public sealed class RuleDraft
{
    public required string Namespace { get; init; }

    public Normaliser Normaliser { get; set; }

    /// <summary>Empty for none.</summary>
    public string Country { get; set; } = "";

    public string Limit { get; set; } = "";

    public LimitPeriod Period { get; set; }

    public bool IsShared { get; set; }

    /// <summary>One on each line.</summary>
    public string Blocked { get; set; } = "";

    public bool IsUserId => Namespace == Core.Kernel.IdentifierNamespace.UserId;

    /// <summary>It was there from the start, so it can't be removed.</summary>
    public bool IsBuiltIn => Core.Kernel.IdentifierNamespace.FromTheStart.Contains(Namespace);

    public NamespaceRule Rule => new()
    {
        Namespace = Namespace,
        // Said of the workspace's own, so that values that were told apart by case come together once case plays no part.
        Normaliser = IsBuiltIn ? null : Normaliser,
        Country = Normaliser == Normaliser.Phone && Country.Length > 0 ? Country : null,
        // What is no number is out of range, and told so.
        Limit = Limit.Trim().Length == 0 ? null : int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 0,
        Period = Period,
        IsShared = IsShared,
        Blocked = [.. Blocked.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    public static List<RuleDraft> Of(IdentityRules rules) =>
    [
        .. rules.Namespaces.Select(rule => new RuleDraft
        {
            Namespace = rule.Namespace,
            Normaliser = rule.UsedNormaliser,
            Country = rule.Country ?? "",
            Limit = rule.Limit?.ToString(CultureInfo.InvariantCulture) ?? "",
            Period = rule.Period,
            IsShared = rule.IsShared,
            Blocked = string.Join('\n', rule.Blocked),
        }),
    ];

    public static RuleProblem? Problem(IReadOnlyList<RuleDraft> drafts) => RuleProblem.Of([.. drafts.Select(d => d.Rule)]);

    public static IdentityRules RulesOf(IReadOnlyList<RuleDraft> drafts) => new(drafts.Select(d => d.Rule));
}
