using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Rules.Reading;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>Reads one step. What a person fills in may be absent; what nobody could have meant is refused.</summary>
internal static class StepReader
{
    private const int LongestText = 400;
    private const double FarthestPlace = 10_000_000;

    private static readonly Dictionary<string, EntryAgain> s_again = new()
    {
        ["never"] = EntryAgain.Never,
        ["afterExit"] = EntryAgain.AfterExit,
        ["always"] = EntryAgain.Always,
    };

    private static readonly string[] s_triggers = ["event", "attribute", "segment"];

    private static readonly Dictionary<string, string> s_belongsTo = new() { ["where"] = "event", ["from"] = "attribute", ["to"] = "attribute", ["present"] = "segment" };

    private static readonly Dictionary<string, string[]> s_kinds = new()
    {
        ["entry"] = ["event", "where", "attribute", "from", "to", "segment", "present", "again", "unfinished"],
        ["wait"] = ["for"],
        ["branch"] = ["rule", "unfinished"],
        ["email"] = ["content"],
        ["exit"] = [],
    };

    /// <exception cref="RuleRefusedException">It is not a step; the message says where and why.</exception>
    public static JourneyStep Read(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "a step");
        var kind = members.Required("kind").Word(s_kinds.Keys.ToDictionary(k => k));
        members.Only([.. s_kinds[kind], "id", "kind", "name", "x", "y"]);

        var id = Id(members.Required("id"));
        var name = Plain(members.Find("name"), JourneyStep.MaxNameLength);
        var (x, y) = (Coordinate(members.Find("x")), Coordinate(members.Find("y")));
        return kind switch
        {
            "entry" => new JourneyStep.Entry(id, name, x, y, Trigger(members), members.Find("again")?.Word(s_again) ?? EntryAgain.Never, Unfinished(members)),
            "wait" => new JourneyStep.Wait(id, name, x, y, Plain(members.Find("for"), LongestText)),
            "branch" => new JourneyStep.Branch(id, name, x, y, Node(members.Find("rule")), Unfinished(members)),
            "email" => new JourneyStep.Email(id, name, x, y, members.Find("content") is { } content ? ContentJson.Read(content) : Messaging.Content.MessageContent.Empty),
            "exit" => new JourneyStep.Exit(id, name, x, y),
            _ => throw new System.Diagnostics.UnreachableException(kind),
        };
    }

    public static string Id(JsonPlace place)
    {
        var id = place.Text("an id");
        return id.Length <= JourneyStep.MaxIdLength && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')
            ? id
            : throw place.Refusal($"has to be 1 to {JourneyStep.MaxIdLength} of a-z, 0-9 and -.");
    }

    public static double? Coordinate(JsonPlace? place)
    {
        if (place is not { IsNull: false } there) return null;

        return there.IsNumber && there.Json.TryGetDouble(out var number) && Math.Abs(number) <= FarthestPlace
            ? number
            : throw there.Refusal("has to be a number.");
    }

    /// <summary>Text that may be empty; absent is empty.</summary>
    public static string Plain(JsonPlace? place, int longest)
    {
        if (place is not { IsNull: false } there) return "";
        if (!there.IsText || !JsonPlace.TryString(there.Json, out var text)) throw there.Refusal("has to be text.");

        return text.Length <= longest ? text : throw there.Refusal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has more than {longest} characters."));
    }

    private static EntryTrigger? Trigger(JsonMembers members)
    {
        var said = s_triggers.Where(t => members.Find(t) is { IsNull: false }).ToList();
        if (said.Count > 1) throw Given(members, said[0]).Refusal($"stands beside '{said[1]}', and an entry has one of them.");

        var trigger = said.Count == 0 ? null : said[0];
        foreach (var (member, owner) in s_belongsTo)
        {
            if (owner != trigger && IsGiven(members, member)) throw Given(members, member).Refusal($"belongs to '{owner}', and this entry has none.");
        }

        return trigger switch
        {
            "segment" => new EntryTrigger.Segment(Plain(members.Find("segment"), LongestText), members.Find("present") is { IsNull: false } present && present.Boolean()),
            "event" => new EntryTrigger.Event(Plain(members.Find("event"), LongestText), Node(members.Find("where"))),
            "attribute" => new EntryTrigger.Change(Plain(members.Find("attribute"), LongestText), End(members.Find("from")), End(members.Find("to"))),
            _ => null,
        };
    }

    /// <summary>Absent is any value, null is none.</summary>
    private static ChangedValue? End(JsonPlace? place) => place is { } there ? new ChangedValue(Node(there)) : null;

    // Of a change null says something.
    private static bool IsGiven(JsonMembers members, string name) => members.Find(name) is { } place && (!place.IsNull || s_belongsTo[name] == "attribute");

    private static JsonPlace Given(JsonMembers members, string name) => members.Find(name) ?? throw new System.Diagnostics.UnreachableException(name);

    /// <summary>What somebody was drawing. It is kept as it came, so it has to be something that the editor can show again.</summary>
    private static JsonNode? Unfinished(JsonMembers members)
    {
        if (members.Find("unfinished") is not { IsNull: false } place) return null;

        return RuleDraft.Unpack(place.Json.GetRawText()) is not null ? Node(place) : throw place.Refusal("is not a rule as the editor keeps it while it is drawn.");
    }

    private static JsonNode? Node(JsonPlace? place)
    {
        if (place is not { IsNull: false } there) return null;

        try
        {
            return JsonNode.Parse(there.Json.GetRawText(), documentOptions: DefinitionReader.Options);
        }
        catch (JsonException)
        {
            // It was parsed once already, by somebody with a higher limit.
            throw there.Refusal("is nested too deeply.");
        }
    }
}
