using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Operators over event properties, which have the type of their value unless they are declared.</summary>
internal static class PropertyCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Of("eq: numbers by value, never text", """{"op":"eq","value":1}""", "ann bob", "1", "1.0", "\"1\"", "true"),
        Of("eq: text by its key, never a number", """{"op":"eq","value":"1"}""", "cem", "1", "true", "\"1\""),
        Of("eq: true and false", """{"op":"eq","value":true}""", "ann", "true", "\"true\"", "1", "false"),
        Of("in: of several types", """{"op":"in","value":["a",1,false]}""", "ann bob cem", "\"A\"", "1.00", "false", "\"1\"", "\"false\""),
        Of("neq: holds for other types, lists and nothing", """{"op":"neq","value":1}""", "bob cem dan eve", "1", "\"1\"", "[1]", "null", "{\"p\":1}"),
        Of("notIn: holds for other types, lists and nothing", """{"op":"notIn","value":[1,2]}""", "bob cem dan eve", "2", "\"1\"", "[1]", "\" \"", "3"),
        Of("gt: numeric text is no number", """{"op":"gt","value":1}""", "ann", "2", "\"2\"", "[2]", "true", "1"),
        Of("between: numbers alone", """{"op":"between","value":[1,2]}""", "ann bob", "1", "2.00", "\"1\"", "3"),
        Of("contains: text alone", """{"op":"contains","value":"1"}""", "ann", "\"a1\"", "1", "[\"a1\"]", "true"),
        Of("notContains: holds for the rest", """{"op":"notContains","value":"1"}""", "bob cem dan", "\"a1\"", "1", "[\"a1\"]", "null"),
        Of("isTrue: true alone", """{"op":"isTrue"}""", "ann", "true", "\"true\"", "1", "[true]"),
        Of("isFalse: false alone", """{"op":"isFalse"}""", "ann", "false", "\"false\"", "0", "null"),
        Of("hasAny: a single value is a list of one", """{"op":"hasAny","value":["red","5"]}""", "ann bob cem dan", "\"RED\"", "5", "[\"x\",\"Red\"]", "[5.0]", "null"),
        Of("hasNone: holds where there is nothing", """{"op":"hasNone","value":["red"]}""", "bob cem dan", "[\"red\"]", "[\"blue\"]", "null", "[\"\"]"),
        Of("exists: anything that is not blank", """{"op":"exists"}""", "ann bob cem dan", "false", "0", "[0]", "{\"a\":1}", "[\" \",null]"),
        Of("missing: blank, null, empty", """{"op":"missing"}""", "bob cem dan eve", "\"x\"", "\" \"", "[]", "{}", "null"),
        Of("before: ISO text alone", """{"op":"before","value":"2026-01-02"}""", "ann bob", "\"2026-01-01\"", "\"2026-01-01T23:59:59.999Z\"", "\"2026-01-02\"", "1767225600", "\"1.1.2026\""),
        Of("inLast: without declaration too", """{"op":"inLast","value":"7d"}""", "bob", "\"2026-06-08T12:00:00Z\"", "\"2026-06-08T12:00:00.001Z\"", "\"2026-07-01\""),
        Of("anniversary: without declaration too", """{"op":"anniversary","value":{"from":0,"to":1}}""", "ann bob", "\"1980-06-15\"", "\"1999-06-16 10:00\"", "\"1980-06-17\""),
        Of("numbers outside what is exact are text", """{"op":"eq","value":"9007199254740993"}""", "ann bob", "9007199254740993", "\"9007199254740993\"", "9007199254740992"),
        Of("numbers outside what is exact, without exponent", """{"op":"eq","value":"-100000000000000000000.5"}""", "ann bob", "-1.000000000000000000005e20", "\"-100000000000000000000.5\""),

        Path("names: no case", "ADRESSE.ORT", "ann bob", """{"Adresse":{"ort":"Bonn"}}""", """{"adresse":{"ORT":"BONN"}}""", """{"adresse":"Bonn"}"""),
        Path("a name with the dot wins over a path", "a.b", "ann", """{"a":{"b":"Ulm"},"a.b":"Bonn"}""", """{"a.b":"Ulm","a":{"b":"Bonn"}}"""),
        Path("a missing name with the dot leaves the path", "a.b", "ann bob", """{"a.b":null,"a":{"b":"Bonn"}}""", """{"a.b":" ","a":{"b":"Bonn"}}"""),
        Path("the longest name first", "a.b.c", "ann bob", """{"a":{"b.c":"Ulm"},"a.b":{"c":"Bonn"}}""", """{"a":{"b":{"c":"Ulm"},"b.c":"Bonn"}}"""),
        Path("of equal names the first with a value", "city", "ann bob", """{"City":null,"city":"Bonn"}""", """{"CITY":"Bonn","city":"Ulm"}""", """{"city":"Ulm","City":"Bonn"}"""),
        Path("a path into nothing", "a.b.c", "", """{"a":{"b":"Bonn"}}""", """{"a":"Bonn"}""", "{}"),
        Path("the same name twice", "city", "ann", """{"city":"Bonn","city":"Ulm"}""", """{"city":"Ulm","city":"Bonn"}"""),
        Inside("items.sku", """{"op":"hasAny","value":["x"]}""", "ann bob cem", """{"items":[{"sku":"X"},{"sku":"y"}]}""", """{"items":[{"a":1},{"sku":["y","x"]}]}""", """{"items":{"sku":"x"}}""", """{"items":["x"]}"""),
        Inside("items.sku", """{"op":"eq","value":"x"}""", "bob", """{"items":[{"sku":"x"}]}""", """{"items":{"sku":"x"}}"""),
        Inside("items.sku", """{"op":"exists"}""", "ann", """{"items":[{"sku":"x"},{}]}""", """{"items":[{"sku":""},{"sku":null}]}""", """{"items":[]}"""),
        Inside("items", """{"op":"exists"}""", "ann bob", """{"items":[{"sku":"x"}]}""", """{"items":{"sku":"x"}}""", """{"items":[{}]}""", """{"items":{}}"""),

        Declared("number: text converts", DataType.Number, """{"op":"gte","value":12.5}""", "ann bob", "\"12.50\"", "13", "\"12,50\"", "true"),
        Declared("text: numbers and booleans convert", DataType.Text, """{"op":"in","value":["12.5","true"]}""", "ann bob cem", "12.50", "\"12.5\"", "true", "[\"12.5\"]"),
        Declared("boolean: text converts", DataType.Boolean, """{"op":"isTrue"}""", "ann bob", "true", "\"TRUE\"", "1", "\"yes\""),
        Declared("datetime: text and epochs", DataType.DateTime, """{"op":"on","value":"2026-01-01"}""", "ann bob cem", "\"2026-01-01\"", "1767225600", "1767225600000", "\"1767225600\"", "true"),
        Declared("list: a single value", DataType.List, """{"op":"hasAll","value":["a"]}""", "ann bob", "\"a\"", "[\"A\",\"b\"]", "\"b\""),
        Declared("what does not convert is missing", DataType.Number, """{"op":"missing"}""", "ann bob", "\"x\"", "null", "5"),
        new AudienceCase("property, declared for one event alone", """{"event":"*","where":[{"property":"p","op":"gt","value":1}]}""", "ann", new Story().Declare("ordered", "P", DataType.Number)
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"p":"2"}""").Did("bob", "Returned", "2026-02-01T00:00:00Z", """{"p":"2"}""")),
    ];

    private static string[] Names => ["ann", "bob", "cem", "dan", "eve"];

    private static AudienceCase Of(string name, string test, string members, params string[] values) =>
        Inside("p", test, members, $"property, {name}", [.. values.Select(v => $"{{\"p\":{v}}}")], null);

    private static AudienceCase Declared(string name, DataType type, string test, string members, params string[] values) =>
        Inside("p", test, members, $"declared property, {name}", [.. values.Select(v => $"{{\"p\":{v}}}")], type);

    private static AudienceCase Path(string name, string path, string members, params string[] properties) =>
        Inside(path, """{"op":"eq","value":"bonn"}""", members, $"path, {name}", properties, null);

    private static AudienceCase Inside(string path, string test, string members, params string[] properties) =>
        Inside(path, test, members, $"path into lists, {path} {test}", properties, null);

    private static AudienceCase Inside(string path, string test, string members, string name, string[] properties, DataType? type)
    {
        var story = new Story();
        if (type is { } declared) story.Declare("Ordered", path, declared);
        for (var i = 0; i < properties.Length; i++) story.Did(Names[i], "Ordered", "2026-02-01T10:00:00Z", properties[i]);

        var filter = $$"""{"property":"{{path}}",{{test[1..]}}""";
        return new AudienceCase(name, $$"""{"event":"Ordered","where":[{{filter}}]}""", members, story);
    }
}
