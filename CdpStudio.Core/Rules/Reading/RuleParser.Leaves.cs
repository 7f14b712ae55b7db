using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

internal sealed partial class RuleParser
{
    private static readonly Dictionary<string, string> s_channels = new() { ["email"] = "email", ["sms"] = "sms", ["push"] = "push" };

    private static readonly Dictionary<string, ConsentState> s_consentStates = new()
    {
        ["subscribed"] = ConsentState.Subscribed,
        ["unsubscribed"] = ConsentState.Unsubscribed,
        ["unknown"] = ConsentState.Unknown,
    };

    private static readonly Dictionary<string, JourneyState> s_journeyStates = new()
    {
        ["active"] = JourneyState.Active,
        ["completed"] = JourneyState.Completed,
        ["exited"] = JourneyState.Exited,
        ["never"] = JourneyState.Never,
    };

    private Rule.Attribute Attribute(JsonMembers members)
    {
        members.Only("attribute", "op", "value", "for");
        var (name, type) = KnownAttribute(members.Required("attribute"));
        var test = Test(members, TestSubject.OfAttribute(type));
        return new Rule.Attribute(name, test, members.Find("for")?.Duration());
    }

    private Rule.Changed Changed(JsonMembers members)
    {
        members.Only("attribute", "changed", "from", "to");
        var (name, type) = KnownAttribute(members.Required("attribute"));
        return new Rule.Changed(name, Window(members.Required("changed")), ChangeEnd(members.Find("from"), type), ChangeEnd(members.Find("to"), type));
    }

    /// <summary>Null is a value here and means missing; everywhere else it is refused.</summary>
    private static ChangeEnd? ChangeEnd(JsonPlace? place, DataType? type)
    {
        if (place is not { } end) return null;
        if (end.IsNull) return new ChangeEnd(null);

        return new ChangeEnd(type switch
        {
            DataType.Text => new RuleValue.Text(end.Text()),
            DataType.Number => new RuleValue.Number(end.Number()),
            DataType.Boolean => new RuleValue.Boolean(end.Boolean()),
            DataType.DateTime => new RuleValue.Date(end.Date()),
            DataType.List => new RuleValue.List(ListOperand(end)),
            _ => end.IsArray ? new RuleValue.List(ListOperand(end)) : Value(end, TestSubject.OfProperty),
        });
    }

    private (string Name, DataType? Type) KnownAttribute(JsonPlace place)
    {
        var name = place.Text("the name of an attribute");
        var type = vocabulary.TypeOf(name);
        if (type is null) Warn(place, "is an attribute that is neither declared nor ever seen; it counts as missing.");

        return (name, type);
    }

    private static string Key(JsonMembers members, string kind, Func<string, bool> exists)
    {
        members.Only(kind, "entered", "left", "for");
        return KnownKey(members.Required(kind), kind, exists);
    }

    private static string KnownKey(JsonPlace place, string kind, Func<string, bool> exists)
    {
        var key = place.Text($"the key of a {kind}");
        return exists(key) ? key : throw place.Refusal($"names a {kind} that does not exist.");
    }

    private Membership? Membership(JsonMembers members)
    {
        var conditions = members.Names.Where(name => name is "entered" or "left" or "for").ToList();
        if (conditions.Count == 0) return null;
        if (conditions.Count > 1) throw members.Required(conditions[1]).Refusal($"cannot stand beside {conditions[0]}.");

        var place = members.Required(conditions[0]);
        return conditions[0] switch
        {
            "entered" => new Membership.Entered(Window(place)),
            "left" => new Membership.Left(Window(place)),
            _ => new Membership.For(place.Duration()),
        };
    }

    private static Rule.Consent Consent(JsonMembers members) => new(
        members.Required("consent").Text("the name of a channel"),
        members.Find("topic")?.Text("the name of a topic"),
        members.Required("is").Word(s_consentStates));

    private static Rule.Identifier Identifier(JsonMembers members) =>
        new(members.Required("identifier").Text("the name of an identifier namespace"), Test(members, TestSubject.Identifier));

    private Rule.Journey Journey(JsonMembers members)
    {
        members.Only("journey", "state");
        return new Rule.Journey(KnownKey(members.Required("journey"), "journey", vocabulary.HasJourney), members.Required("state").Word(s_journeyStates));
    }

    private Rule.Geo Geo(JsonMembers members)
    {
        var place = members.Required("geo");
        var (name, type) = KnownAttribute(place);
        if (type is not (null or DataType.Text)) throw place.Refusal("has to be a text attribute that holds latitude,longitude.");

        var circle = JsonMembers.Of(members.Required("within"), "a circle").Only("lat", "lon", "km");
        return new Rule.Geo(
            name,
            (double)circle.Required("lat").Number(-90, 90),
            (double)circle.Required("lon").Number(-180, 180),
            (double)circle.Required("km").Number(0, StudioNumber.LargestWhole));
    }

    private static Rule.Sample Sample(JsonMembers members)
    {
        var percent = members.Only("percent", "salt").Required("percent");
        var value = percent.Number(0, 100);
        if (StudioNumber.HasMorePlaces(percent.Json.GetRawText(), StudioNumber.Places)) throw percent.Refusal("has more than 4 decimals.");

        return new Rule.Sample(value, members.Required("salt").Text());
    }
}
