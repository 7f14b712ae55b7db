using System.Text.Json.Nodes;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>An entry's event as a rule, so that its filters mean what they mean everywhere.</summary>
internal static class EntryRule
{
    /// <summary>JSON of the rule language: did the event at least once.</summary>
    public static string Of(EntryTrigger.Event on)
    {
        var rule = new JsonObject { ["event"] = on.Name };
        if (on.Where is not null) rule["where"] = on.Where.DeepClone();
        return rule.ToJsonString();
    }
}
