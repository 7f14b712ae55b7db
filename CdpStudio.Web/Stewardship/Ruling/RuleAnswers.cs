using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Stewardship.Ruling;

namespace CdpStudio.Web.Stewardship.Ruling;

/// <param name="Version">0 for those that nobody set.</param>
/// <param name="Namespaces">By falling priority.</param>
internal sealed record RulesAnswer(int Version, IReadOnlyList<NamespaceAnswer> Namespaces, string? By, DateTimeOffset? At)
{
    public static RulesAnswer Of(IdentityRuleVersion version) => new(version.Version, NamespaceAnswer.Of(version.Rules), version.By, version.At);
}

/// <param name="Normaliser">text, exact, email or phone.</param>
/// <param name="Country">Of phone numbers, two letters; null for none.</param>
/// <param name="Limit">Null for none.</param>
/// <param name="Period">ever, day, week, month or year.</param>
internal sealed record NamespaceAnswer(
    string Namespace, string Normaliser, string? Country, int? Limit, string Period, bool Shared, IReadOnlyList<string> Blocked)
{
    public static IReadOnlyList<NamespaceAnswer> Of(IdentityRules rules) =>
        [.. rules.Namespaces.Select(n => new NamespaceAnswer(n.Namespace, NormaliserName.Of(n.UsedNormaliser), n.Country, n.Limit, PeriodName.Of(n.Period), n.IsShared, n.Blocked))];
}

/// <param name="State">running, ready or failed.</param>
/// <param name="Effect">Null until it is ready.</param>
internal sealed record PreviewAnswer(long Id, string State, int Against, IReadOnlyList<NamespaceAnswer> Namespaces, EffectAnswer? Effect)
{
    public static PreviewAnswer Of(IdentityPreviewRow preview) => new(
        preview.Id,
        preview.Effect is not null ? "ready" : preview.State is Core.Jobs.JobState.Queued or Core.Jobs.JobState.Running ? "running" : "failed",
        preview.Against,
        NamespaceAnswer.Of(preview.Rules),
        preview.Effect is { } effect ? new EffectAnswer(effect.Before, effect.After, effect.Merging, effect.Splitting, effect.Merges, effect.Splits) : null);
}

/// <param name="Merging">Profiles of today that would become one with another.</param>
/// <param name="Splitting">Profiles of today that would come apart.</param>
/// <param name="Merges">Some of them: numbers of profiles that would be one.</param>
/// <param name="Splits">Some of them: the number of a profile, then one of each that it would become.</param>
internal sealed record EffectAnswer(
    long Before, long After, long Merging, long Splitting, IReadOnlyList<long[]> Merges, IReadOnlyList<long[]> Splits);

internal sealed record StartedPreview(long Id);

internal sealed record RulesSet(int Version, Guid Job);

internal static class NormaliserName
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Normaliser>().Select(Of)];

    public static string Of(Normaliser normaliser) => normaliser switch
    {
        Normaliser.Exact => "exact",
        Normaliser.Email => "email",
        Normaliser.Phone => "phone",
        _ => "text",
    };

    /// <summary>Null for what is none.</summary>
    public static Normaliser? Read(string name) => Enum.GetValues<Normaliser>().Where(n => Of(n) == name).Select(n => (Normaliser?)n).FirstOrDefault();
}

internal static class PeriodName
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<LimitPeriod>().Select(Of)];

    public static string Of(LimitPeriod period) => period switch
    {
        LimitPeriod.Day => "day",
        LimitPeriod.Week => "week",
        LimitPeriod.Month => "month",
        LimitPeriod.Year => "year",
        _ => "ever",
    };

    /// <summary>Null for what is none.</summary>
    public static LimitPeriod? Read(string name) => Enum.GetValues<LimitPeriod>().Where(p => Of(p) == name).Select(p => (LimitPeriod?)p).FirstOrDefault();
}
