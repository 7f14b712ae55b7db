using System.Collections.Frozen;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>All that is declared, compiled. Never changes; see <see cref="CurrentPlan"/>.</summary>
internal sealed class TrackingPlan
{
    private readonly FrozenDictionary<string, EventPlan> _events;

    public TrackingPlan(CatalogueContent content, WorkspaceZone zone)
    {
        var attributes = content.Attributes.Values.Select(a => new PlanRule(null, a.Name, a.Type, a.Expects, a.Pii, zone)).ToList();
        Attributes = attributes.Where(r => !r.TakesAny).ToFrozenDictionary(r => r.Key, StringComparer.Ordinal);
        RequiredOfPeople = [.. attributes.Where(r => r.Required && !IsOfGroup(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal)];
        RequiredOfGroups = [.. attributes.Where(r => r.Required && IsOfGroup(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal)];
        _events = content.Events
            .Select(e => (e.Key, Plan: new EventPlan(e.Value, zone)))
            .Where(e => e.Plan.Rules.Count > 0)
            .ToFrozenDictionary(e => e.Key, e => e.Plan, StringComparer.Ordinal);
    }

    /// <summary>What is said of values that are there, by folded name.</summary>
    public FrozenDictionary<string, PlanRule> Attributes { get; }

    public IReadOnlyList<PlanRule> RequiredOfPeople { get; }

    public IReadOnlyList<PlanRule> RequiredOfGroups { get; }

    /// <summary>Null when nothing is expected of the event.</summary>
    public EventPlan? Event(string name) => _events.Count == 0 ? null : _events.GetValueOrDefault(StudioText.Key(name));

    /// <summary>What group calls say lies beside what is said of the person.</summary>
    public static bool IsOfGroup(string key) =>
        key == "GROUP_ID" || (key.StartsWith("GROUP", StringComparison.Ordinal) && (key.Length == 5 || key[5] == '.'));
}

internal sealed class EventPlan
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public EventPlan(DeclaredEvent declared, WorkspaceZone zone)
    {
        Rules =
        [
            .. declared.Properties
                .Select(p => new PlanRule(declared.Name, p.Name, p.Type, p.Expects ?? Expectation.None, p.Pii, zone))
                .Where(r => r.Required || !r.TakesAny),
        ];
        IsFlat = Rules.All(r => !r.Key.Contains('.', StringComparison.Ordinal));
        for (var i = 0; i < Rules.Count; i++) _places[StudioText.Normal(Rules[i].Name)] = i;
    }

    public IReadOnlyList<PlanRule> Rules { get; }

    /// <summary>Whether no rule looks below an event's own members, so one look at each of them is enough.</summary>
    public bool IsFlat { get; }

    /// <summary>The place of the rule for a name; -1 when there is none.</summary>
    public int PlaceOf(string name) => _places.TryGetValue(StudioText.Normal(name), out var place) ? place : -1;
}
