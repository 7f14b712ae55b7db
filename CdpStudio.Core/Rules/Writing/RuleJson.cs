using System.Diagnostics;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Writing;

/// <summary>Writes the nodes of a rule; events, windows and tests in the other parts.</summary>
internal sealed partial class RuleJson(Utf8JsonWriter json)
{
    public void Write(Rule rule)
    {
        json.WriteStartObject();
        Members(rule);
        json.WriteEndObject();
    }

    private void Members(Rule rule)
    {
        switch (rule)
        {
            case Rule.Everyone: json.WriteBoolean("everyone", true); break;
            case Rule.All all: List("all", all.Rules, Write); break;
            case Rule.Any any: List("any", any.Rules, Write); break;
            case Rule.Not not: json.WritePropertyName("not"); Write(not.Inner); break;
            case Rule.AtLeast some: json.WriteNumber("atLeast", some.Count); List("of", some.Of, Write); break;
            case Rule.Attribute attribute: Attribute(attribute); break;
            case Rule.Changed changed: Changed(changed); break;
            case Rule.Did did: Events(did.Events, did.During); MeasureAndTest(did.Measure, did.Test); break;
            case Rule.Picked picked: Picked(picked); break;
            case Rule.Sequence sequence: Sequence(sequence); break;
            case Rule.Regularly regularly: Regularly(regularly); break;
            case Rule.Segment segment: json.WriteString("segment", segment.Key); Membership(segment.Membership); break;
            case Rule.Tag tag: json.WriteString("tag", tag.Key); Membership(tag.Membership); break;
            case Rule.List list: json.WriteString("list", list.Key); Membership(list.Membership); break;
            case Rule.Consent consent: Consent(consent); break;
            case Rule.Reachable reachable: json.WriteString("reachable", reachable.Channel); break;
            case Rule.Identifier identifier: json.WriteString("identifier", identifier.Namespace); Test(identifier.Test); break;
            case Rule.Journey journey: json.WriteString("journey", journey.Key); json.WriteString("state", Camel(journey.State)); break;
            case Rule.Geo geo: Geo(geo); break;
            case Rule.Sample sample: Sample(sample); break;
            default: throw new UnreachableException(rule.GetType().Name);
        }
    }

    private void Attribute(Rule.Attribute attribute)
    {
        json.WriteString("attribute", attribute.Name);
        Test(attribute.Test);
        if (attribute.For is not null) json.WriteString("for", attribute.For.ToString());
    }

    private void Changed(Rule.Changed changed)
    {
        json.WriteString("attribute", changed.Name);
        WindowMember("changed", changed.During);
        ChangeEnd("from", changed.From);
        ChangeEnd("to", changed.To);
    }

    private void ChangeEnd(string name, ChangeEnd? end)
    {
        if (end is null) return;

        json.WritePropertyName(name);
        if (end.Value is null) json.WriteNullValue();
        else Value(end.Value);
    }

    private void Membership(Membership? membership)
    {
        switch (membership)
        {
            case null: break;
            case Membership.Entered entered: WindowMember("entered", entered.During); break;
            case Membership.Left left: WindowMember("left", left.During); break;
            case Membership.For { Length: var length }: json.WriteString("for", length.ToString()); break;
            default: throw new UnreachableException(membership.GetType().Name);
        }
    }

    private void Consent(Rule.Consent consent)
    {
        json.WriteString("consent", consent.Channel);
        if (consent.Topic is not null) json.WriteString("topic", consent.Topic);
        json.WriteString("is", Camel(consent.Is));
    }

    private void Geo(Rule.Geo geo)
    {
        json.WriteString("geo", geo.Location);
        json.WriteStartObject("within");
        Number("lat", (decimal)geo.Latitude);
        Number("lon", (decimal)geo.Longitude);
        Number("km", (decimal)geo.Kilometres);
        json.WriteEndObject();
    }

    private void Sample(Rule.Sample sample)
    {
        json.WriteStartObject("sample");
        Number("percent", sample.Percent);
        json.WriteString("salt", sample.Salt);
        json.WriteEndObject();
    }

    private void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    // A decimal knows how many zeros it was written with; equal numbers have one text.
    private void Number(string name, decimal number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(StudioNumber.ToText(number));
    }

    private static string Camel<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}
