using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Repair;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Repair;

public sealed class RepairRuleTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "rename within an object", """{"do":"rename","at":"p.totl","to":"p.total"}""", """{"p":{"totl":5,"a":1}}""", """{"p":{"a":1,"total":5}}""" },
        { "rename to another place makes the way", """{"do":"rename","at":"total","to":"p.q.total"}""", """{"total":5}""", """{"p":{"q":{"total":5}}}""" },
        { "rename of what is not there", """{"do":"rename","at":"x","to":"y"}""", """{"a":1}""", """{"a":1}""" },
        { "rename over a blank", """{"do":"rename","at":"x","to":"y"}""", """{"x":1,"y":" "}""", """{"y":1}""" },
        { "rename over a value", """{"do":"rename","at":"x","to":"y"}""", """{"x":1,"y":2}""", "'y' has a value already." },
        { "rename into a number", """{"do":"rename","at":"x","to":"y.z"}""", """{"x":1,"y":2}""", "'y.z' lies in something that is no object." },
        { "a name that holds the dot comes first", """{"do":"drop","at":"a.b"}""", """{"a.b":1,"a":{"b":2}}""", """{"a":{"b":2}}""" },
        { "a dotted name within an object", """{"do":"rename","at":"p.a.b","to":"p.c"}""", """{"p":{"a.b":1}}""", """{"p":{"c":1}}""" },
        { "names compare exactly", """{"do":"rename","at":"UserID","to":"userId"}""", """{"UserID":"u"}""", """{"userId":"u"}""" },
        { "text to number", """{"do":"retype","at":"n","type":"number","format":"de-DE"}""", """{"n":"1.234,5"}""", """{"n":1234.5}""" },
        { "a number stays", """{"do":"retype","at":"n","type":"number","format":"de-DE"}""", """{"n":12.50}""", """{"n":12.50}""" },
        { "no number", """{"do":"retype","at":"n","type":"number"}""", """{"n":"12 kg"}""", "'n' can't be read as a number." },
        { "nothing is retyped to nothing", """{"do":"retype","at":"n","type":"number"}""", """{"n":""}""", """{"n":""}""" },
        { "text to boolean", """{"do":"retype","at":"b","type":"boolean"}""", """{"b":"nein"}""", """{"b":false}""" },
        { "number to boolean", """{"do":"retype","at":"b","type":"boolean"}""", """{"b":1}""", """{"b":true}""" },
        { "number to text", """{"do":"retype","at":"t","type":"text"}""", """{"t":1e3}""", """{"t":"1000"}""" },
        { "boolean to text", """{"do":"retype","at":"t","type":"text"}""", """{"t":true}""", """{"t":"true"}""" },
        { "object to text", """{"do":"retype","at":"t","type":"text"}""", """{"t":{"a":1}}""", "'t' can't be read as text." },
        { "day to date", """{"do":"retype","at":"d","type":"datetime","format":"dd.MM.yyyy"}""", """{"d":"05.02.2026"}""", """{"d":"2026-02-05"}""" },
        { "a date of the right form stays", """{"do":"retype","at":"d","type":"datetime","format":"dd.MM.yyyy"}""", """{"d":"2026-02-05T10:00:00Z"}""", """{"d":"2026-02-05T10:00:00Z"}""" },
        { "text to list", """{"do":"retype","at":"l","type":"list","format":","}""", """{"l":"a, b"}""", """{"l":["a","b"]}""" },
        { "text to list without blank elements", """{"do":"retype","at":"l","type":"list"}""", """{"l":" a;; b c ; "}""", """{"l":["a","b c"]}""" },
        { "text to list by white space", """{"do":"retype","at":"l","type":"list","format":" "}""", """{"l":"a  b"}""", """{"l":["a","b"]}""" },
        { "number to list", """{"do":"retype","at":"l","type":"list"}""", """{"l":5}""", """{"l":["5"]}""" },
        { "a list stays", """{"do":"retype","at":"l","type":"list"}""", """{"l":[1,"a;b"]}""", """{"l":[1,"a;b"]}""" },
        { "no list", """{"do":"retype","at":"l","type":"list"}""", """{"l":" ; ;"}""", "'l' can't be read as a list." },
        { "default for what is missing", """{"do":"default","at":"p.currency","value":"EUR"}""", """{"p":{"currency":null}}""", """{"p":{"currency":"EUR"}}""" },
        { "default beside a value", """{"do":"default","at":"n","value":5}""", """{"n":0}""", """{"n":0}""" },
        { "default below a number", """{"do":"default","at":"n.x","value":5}""", """{"n":0}""", "'n.x' lies in something that is no object." },
        { "drop", """{"do":"drop","at":"p.x"}""", """{"p":{"x":{"y":1}}}""", """{"p":{}}""" },
        {
            "steps in their order",
            """{"do":"rename","at":"a","to":"b"},{"do":"retype","at":"b","type":"number"},{"do":"default","at":"a","value":true}""",
            """{"a":"7"}""", """{"b":7,"a":true}"""
        },
        { "a member that stands twice: the last one counts", """{"do":"rename","at":"a","to":"b"}""", """{"a":1,"a":2}""", """{"b":2}""" },
        { "letters and long numbers stay as they are", """{"do":"drop","at":"x"}""", """{"t":"ü é","n":12345678901234567890.12345}""", """{"t":"ü é","n":12345678901234567890.12345}""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_AStep_ChangesTheMessageOrSaysWhyNot(string name, string steps, string message, string expected)
    {
        var item = Item(message);
        var changed = RepairableMessage.Read(item)!;

        var fault = RepairRig.Rule(steps).Apply(changed);

        Assert.True(expected == (fault?.Words ?? Encoding.UTF8.GetString(RepairableMessage.Write(changed, item))), name + ": " + (fault?.Words ?? changed.ToJsonString()));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":")]
    [InlineData("")]
    public void Read_WhatIsNoObject_IsLeftAlone(string message) => Assert.Null(RepairableMessage.Read(Item(message)));

    [Fact]
    public void Read_AMessageThatIsNestedTooDeeply_CanBeRepairedByDroppingThat()
    {
        var item = Item($$"""{"a":1,"deep":{{string.Concat(Enumerable.Repeat("{\"x\":", 300))}}1{{new string('}', 300)}}}""");
        var changed = RepairableMessage.Read(item)!;

        Assert.Null(RepairRig.Rule("""{"do":"drop","at":"deep"}""").Apply(changed));

        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(RepairableMessage.Write(changed, item)));
    }

    // The model is a flat list of paths, without objects, parents or ways to make.
    [Fact]
    public void Apply_AnySteps_AgreesWithAFlatModel()
    {
        var random = new Random(RunSeed.Value);
        for (var round = 0; round < 2_000; round++)
        {
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var path in s_paths.Where(_ => random.Next(3) > 0)) model[path] = s_values[random.Next(s_values.Length)];
            var message = Build(model);
            var steps = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomStep(random)).ToList();

            var fault = RepairRig.Rule(string.Join(',', steps.Select(s => s.Json))).Apply(message);
            var expected = steps.Select(s => s.Apply(model)).FirstOrDefault(failed => failed);

            Assert.True(fault is not null == expected, $"seed {RunSeed.Value}, round {round}: {string.Join(',', steps.Select(s => s.Json))}");
            if (fault is null) Assert.True(Text(model) == Text(Flat(message, "")), $"seed {RunSeed.Value}, round {round}: {Text(model)} but {Text(Flat(message, ""))}");
        }
    }

    private static readonly string[] s_paths = ["event", "userId", "properties.total", "properties.sku", "traits.email", "traits.age"];
    private static readonly string[] s_values = ["1", "\"2.5\"", "\"x\"", "true", "\"yes\"", "\"\"", "null", "\"0\""];

    private sealed record ModelStep(string Json, Func<SortedDictionary<string, string>, bool> Apply);

    private static ModelStep RandomStep(Random random)
    {
        var (at, to) = (s_paths[random.Next(s_paths.Length)], s_paths[random.Next(s_paths.Length)]);
        switch (random.Next(5))
        {
            case 0 when at != to:
                return new($$"""{"do":"rename","at":"{{at}}","to":"{{to}}"}""", model =>
                {
                    if (!model.TryGetValue(at, out var value)) return false;
                    if (model.TryGetValue(to, out var there) && there is not ("null" or "\"\"")) return true;
                    model.Remove(at);
                    model[to] = value;
                    return false;
                });
            case 1:
                return new($$"""{"do":"retype","at":"{{at}}","type":"number"}""", model => Retype(model, at, value => value switch
                {
                    "1" or "null" or "\"\"" => value,
                    "\"2.5\"" => "2.5",
                    "\"0\"" => "0",
                    "2.5" or "0" => value,
                    _ => null,
                }));
            case 2:
                return new($$"""{"do":"retype","at":"{{at}}","type":"boolean"}""", model => Retype(model, at, value => value switch
                {
                    "true" or "false" or "null" or "\"\"" => value,
                    "1" or "\"yes\"" or "\"x\"" => "true",
                    "0" or "\"0\"" => "false",
                    _ => null,
                }));
            case 3:
                return new($$"""{"do":"default","at":"{{at}}","value":1}""", model =>
                {
                    if (!model.TryGetValue(at, out var value) || value is "null" or "\"\"") model[at] = "1";
                    return false;
                });
            default:
                return new($$"""{"do":"drop","at":"{{at}}"}""", model =>
                {
                    model.Remove(at);
                    return false;
                });
        }
    }

    private static bool Retype(SortedDictionary<string, string> model, string at, Func<string, string?> read)
    {
        if (!model.TryGetValue(at, out var value)) return false;
        if (read(value) is not { } changed) return true;
        model[at] = changed;
        return false;
    }

    private static JsonObject Build(SortedDictionary<string, string> model)
    {
        var message = new JsonObject { ["properties"] = new JsonObject(), ["traits"] = new JsonObject() };
        foreach (var (path, value) in model)
        {
            var parts = path.Split('.');
            if (parts is [var name]) message[name] = JsonNode.Parse(value);
            else ((JsonObject)message[parts[0]]!)[parts[1]] = JsonNode.Parse(value);
        }

        return message;
    }

    private static SortedDictionary<string, string> Flat(JsonObject message, string prefix)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in message)
        {
            if (value is not JsonObject inner) flat[prefix + name] = value?.ToJsonString() ?? "null";
            else foreach (var (path, leaf) in Flat(inner, prefix + name + ".")) flat[path] = leaf;
        }

        return flat;
    }

    private static string Text(SortedDictionary<string, string> model) => string.Join(' ', model.Select(m => m.Key + "=" + m.Value));

    private static QuarantinedMessage Item(string payload) => new()
    {
        Source = 1, ReceivedAt = 0, Reason = RefusalReason.BadTimestamp, Words = "", Kind = InboxKind.Tracking, Payload = Encoding.UTF8.GetBytes(payload),
    };
}
