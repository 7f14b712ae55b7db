using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

internal static class ListCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Of("hasAny: one of them, no case", """{"op":"hasAny","value":["x","RED"]}""", "ann", "[\"red\",\"blue\"]", "[\"reddish\"]", "null"),
        Of("hasAll: each of them, in any order", """{"op":"hasAll","value":["blue","red"]}""", "ann", "[\"red\",\"green\",\"Blue\"]", "[\"red\"]", "null"),
        Of("hasNone: none of them, and where missing", """{"op":"hasNone","value":["red","x"]}""", "bob cem dan", "[\"RED\"]", "[\"blue\"]", "null", "[\"\"]"),
        Of("a single value is a list of one", """{"op":"hasAll","value":["red"]}""", "ann", "\"Red\"", "\"re\""),
        Of("numbers are their plain text", """{"op":"hasAny","value":["12.5"]}""", "ann bob cem", "[12.50]", "[\"12.5\"]", "12.5", "[\"12.50\"]"),
        Of("numbers in the rule too", """{"op":"hasAny","value":[12.50]}""", "ann bob", "[12.5]", "[\"12.5\"]", "[\"12.50\"]"),
        Of("blank and null elements are dropped", """{"op":"exists"}""", "ann", "[null,\"\",\"a\"]", "[]", "[null,\"\",\" \"]", "\" \""),
        Of("missing: nothing left in it", """{"op":"missing"}""", "bob cem", "[null,\"a\"]", "[]", "[\" \"]"),
        Of("booleans are no text", """{"op":"hasAny","value":["true"]}""", "bob", "[true]", "[\"TRUE\"]", "true"),
        Of("elements are not trimmed", """{"op":"hasAny","value":["a"]}""", "bob", "[\" a\"]", "[\"a\",\"a\"]"),
        new AudienceCase("boolean: true and false, missing is neither", """{"any":[{"attribute":"vip","op":"isTrue"},{"attribute":"vip","op":"isFalse"}]}""", "ann bob cem", new Story()
            .Has("ann", "vip", "true").Has("bob", "vip", "false").Has("cem", "vip", "\"TRUE\"").Has("dan", "vip", "\"yes\"").Has("eve", "vip", "1").Exists("fay")),
        new AudienceCase("boolean: isTrue", """{"attribute":"vip","op":"isTrue"}""", "ann cem", new Story()
            .Has("ann", "vip", "true").Has("bob", "vip", "false").Has("cem", "vip", "\"True\"").Has("dan", "vip", "\" true\"")),
        new AudienceCase("not isTrue holds where the value is missing", """{"not":{"attribute":"vip","op":"isTrue"}}""", "bob cem", new Story()
            .Has("ann", "vip", "true").Has("bob", "vip", "false").Exists("cem")),
        new AudienceCase("a path through a list finds the list of the values", """{"attribute":"pets.kind","op":"hasAll","value":["dog","cat"]}""", "ann", new Story()
            .Has("ann", "pets", """[{"kind":"Dog"},{"Kind":"cat"},{"age":3}]""").Has("bob", "pets", """[{"kind":"dog"}]""").Has("cem", "pets", """["dog","cat"]""")),
        new AudienceCase("a path through a list: numbers, lists and nothing", """{"attribute":"pets.age","op":"hasAny","value":["3"]}""", "ann bob", new Story()
            .Has("ann", "pets", """[{"age":3.0}]""").Has("bob", "pets", """[{"age":[1,3]}]""").Has("cem", "pets", """[{"age":null},{"age":""}]""").Has("dan", "pets", "[]")),
        new AudienceCase("a path through a list that finds nothing is missing", """{"attribute":"pets.age","op":"missing"}""", "bob cem", new Story()
            .Has("ann", "pets", """[{"age":3}]""").Has("bob", "pets", """[{"kind":"cat","age":null}]""").Exists("cem")),
    ];

    private static AudienceCase Of(string name, string test, string members, params string[] values)
    {
        string[] names = ["ann", "bob", "cem", "dan"];
        var story = new Story().Declare("likes", DataType.List);
        for (var i = 0; i < values.Length; i++) story.Exists(names[i]).Has(names[i], "likes", values[i]);
        return new AudienceCase("list, " + name, test.Replace("{", """{"attribute":"likes",""", StringComparison.Ordinal), members, story);
    }
}
