using System.Text.Json;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>Holds a message against the plan. Pure: the same message and plan give the same finding.</summary>
/// <param name="mapped">Whether the message came as a row of a file, whose traits lie where the plan names them.</param>
internal sealed class PlanJudge(TrackingPlan plan, bool mapped)
{
    private const int MaxExampleLength = 100;

    private List<Violation>? _violations;

    /// <summary>What became of the message: without the values that are dropped.</summary>
    public static (Message Message, IReadOnlyList<TraitList.Trait> Traits, PlanFinding Finding) Judge(
        TrackingPlan plan, Message message, IReadOnlyList<TraitList.Trait> traits, bool mapped)
    {
        var judge = new PlanJudge(plan, mapped);
        if (traits.Count > 0) judge.JudgeTraits(traits);
        var events = message.Event is { } happened ? plan.Event(happened.Name) : null;
        if (events is not null) judge.JudgeProperties(events, message.Event!.Properties); // an event plan is only of an event
        if (judge._violations is not { } found) return (message, traits, PlanFinding.None);

        // In the plan's order of severity the first counts; the person repairs one thing after the other.
        if (found.Find(v => v.Rule.OnViolation == ViolationAction.Quarantine) is { } worst) return (message, traits, new PlanFinding(judge.Refuse(worst), []));

        var dropped = found.Where(v => v.Drops).Select(v => v.Rule).ToList();
        var finding = new PlanFinding(null, found);
        if (dropped.Count == 0) return (message, traits, finding);

        var properties = dropped.Where(r => r.Event is not null).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var attributes = dropped.Where(r => r.Event is null).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var kept = properties.Count == 0 ? message : message with { Event = message.Event! with { Properties = DroppedProperties.Without(message.Event.Properties, properties) } };
        return (kept, attributes.Count == 0 ? traits : [.. traits.Where(t => !attributes.Contains(StudioText.Key(t.Name)))], finding);
    }

    private void JudgeTraits(IReadOnlyList<TraitList.Trait> traits)
    {
        var (ofPeople, ofGroups) = (plan.RequiredOfPeople.Count > 0, plan.RequiredOfGroups.Count > 0);
        HashSet<string>? said = ofPeople || ofGroups ? new(StringComparer.Ordinal) : null;
        var (people, groups) = (false, false);
        foreach (var trait in traits)
        {
            var key = StudioText.Key(trait.Name);
            if (said is not null)
            {
                if (TrackingPlan.IsOfGroup(key)) groups = true;
                else people = true;
                if (trait.Value is not null) said.Add(key);
            }

            if (trait.Value is null || !plan.Attributes.TryGetValue(key, out var rule) || IsPlainlyRight(rule, trait.Value)) continue;

            var value = StudioValue.Read(trait.Value);
            if (value is not null && rule.Judge(value) is { } kind) Add(rule, kind, value);
        }

        if (people) AddMissing(plan.RequiredOfPeople, said!); // asked for above wherever people or groups is set
        if (groups) AddMissing(plan.RequiredOfGroups, said!);
    }

    private void AddMissing(IReadOnlyList<PlanRule> required, HashSet<string> said)
    {
        foreach (var rule in required)
        {
            if (!said.Contains(rule.Key)) Add(rule, ViolationKind.Missing, null);
        }
    }

    // Most values are of the type that was declared: their first letter says so.
    private static bool IsPlainlyRight(PlanRule rule, string json) => json[0] switch
    {
        '"' => rule.TakesAllOf(DataType.Text),
        't' or 'f' => rule.TakesAllOf(DataType.Boolean),
        '[' => rule.TakesAllOf(DataType.List),
        _ => false,
    };

    private void JudgeProperties(EventPlan events, string json)
    {
        var values = new StudioValue?[events.Rules.Count];
        using (var document = JsonDocument.Parse(json))
        {
            if (events.IsFlat) ReadFlat(events, document.RootElement, values);
            else ReadPaths(events, document.RootElement, values);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (events.Rules[i].Judge(values[i]) is { } kind) Add(events.Rules[i], kind, values[i]);
        }
    }

    // Of names that are equal without case the first with a value holds.
    private static void ReadFlat(EventPlan events, JsonElement properties, StudioValue?[] values)
    {
        foreach (var member in properties.EnumerateObject())
        {
            if (events.PlaceOf(JsonPaths.NameOf(member)) is >= 0 and var place) values[place] ??= StudioValue.Read(member.Value);
        }
    }

    private static void ReadPaths(EventPlan events, JsonElement properties, StudioValue?[] values)
    {
        foreach (var (path, value) in JsonPaths.Of(properties))
        {
            if (events.PlaceOf(path) is >= 0 and var place) values[place] = value;
        }
    }

    private void Add(PlanRule rule, ViolationKind kind, StudioValue? value) =>
        (_violations ??= []).Add(new Violation(rule, kind, rule.Pii || value is null ? null : value.Excerpt(MaxExampleLength)));

    private Refusal Refuse(Violation worst)
    {
        var field = FieldOf(worst.Rule, mapped);
        return new Refusal(RefusalReason.ViolatesPlan, ViolationWords.Of(worst.Kind, field), field);
    }

    /// <summary>Where a message has what the rule is about.</summary>
    /// <param name="mapped">As in the constructor.</param>
    public static string FieldOf(PlanRule rule, bool mapped) =>
        rule.Event is not null ? $"properties.{rule.Name}"
        : mapped || !TrackingPlan.IsOfGroup(rule.Key) ? $"traits.{rule.Name}"
        : rule.Key == "GROUP_ID" ? "groupId"
        : rule.Name.Length > 6 ? $"traits.{rule.Name[6..]}" : "traits";
}
