using System.Text.Json.Nodes;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>What an entry asks for as a rule, so that it means what it means everywhere.</summary>
internal static class EntryRule
{
    /// <summary>JSON of the rule language: did the event at least once.</summary>
    public static string Of(EntryTrigger.Event on)
    {
        var rule = new JsonObject { ["event"] = on.Name };
        if (on.Where is not null) rule["where"] = on.Where.DeepClone();
        return rule.ToJsonString();
    }

    /// <summary>JSON of the rule language: there ever was such a change.</summary>
    public static string Of(EntryTrigger.Change on)
    {
        var rule = new JsonObject { ["attribute"] = on.Attribute, ["changed"] = new JsonObject { ["from"] = "1970-01-01" } };
        if (on.From is { } from) rule["from"] = from.Value?.DeepClone();
        if (on.To is { } to) rule["to"] = to.Value?.DeepClone();
        return rule.ToJsonString();
    }
}
