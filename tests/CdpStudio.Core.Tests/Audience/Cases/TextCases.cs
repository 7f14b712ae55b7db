namespace CdpStudio.Core.Tests.Audience.Cases;

internal static class TextCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Of("eq: no case, never trimmed", "eq", "\"bonn\"", "ann bob", "\"Bonn\"", "\"BONN\"", "\"Bonn \"", "null"),
        Of("eq: composed and decomposed are equal", "eq", "\"KO\u0308LN\"", "ann bob", "\"K\u00F6ln\"", "\"Ko\u0308ln\"", "\"Koln\""),
        Of("eq: a dotted capital I is no i, a dotless small one neither", "eq", "\"istanbul\"", "bob cem", "\"\u0130stanbul\"", "\"istanbul\"", "\"ISTANBUL\"", "\"\u0131stanbul\""),
        Of("eq: a sharp s is not two", "eq", "\"strasse\"", "bob", "\"Stra\u00DFe\"", "\"STRASSE\""),
        Of("eq: a final sigma is a sigma", "eq", "\"\u03C3\u03AC\u03BC\u03BF\u03C2\"", "ann bob cem", "\"\u03A3\u03AC\u03BC\u03BF\u03C2\"", "\"\u03A3\u0386\u039C\u039F\u03A3\"", "\"\u03C3\u03AC\u03BC\u03BF\u03C3\""),
        Of("eq: the Kelvin sign is a K, a long s is no s", "eq", "\"ks\"", "ann", "\"\u212As\"", "\"k\u017F\""),
        Of("eq: case of letters outside the basic plane", "eq", "\"\\ud801\\udc28\"", "ann bob", "\"\\ud801\\udc00\"", "\"\\ud801\\udc28\"", "\"\\ud801\\udc29\""),
        Of("eq: full width is another text", "eq", "\"A\"", "ann", "\"a\"", "\"\uFF21\""),
        Of("neq: holds where the value is missing", "neq", "\"bonn\"", "bob cem dan", "\"Bonn\"", "\"Bonn \"", "null", "\" \""),
        Of("in: any of them", "in", "[\"x\",\"BONN\"]", "ann", "\"Bonn\"", "\"Ulm\"", "null"),
        Of("in nothing: nobody", "in", "[]", "", "\"Bonn\"", "null"),
        Of("notIn nothing: everybody", "notIn", "[]", "ann bob", "\"Bonn\"", "null"),
        Of("notIn: holds where the value is missing", "notIn", "[\"bonn\",\"ulm\"]", "cem dan", "\"Bonn\"", "\"ULM\"", "null", "\"Jena\""),
        Of("contains: anywhere, no case", "contains", "\"ON\"", "ann bob", "\"Bonn\"", "\"onda\"", "\"o n\"", "null"),
        Of("contains: a letter is not its accented sister", "contains", "\"e\"", "bob", "\"Caf\u00E9\"", "\"Cafe\"", "\"Cafe\u0301\""),
        Of("contains: the operand is composed first", "contains", "\"FE\u0301\"", "ann bob", "\"Caf\u00E9\"", "\"Cafe\u0301\"", "\"Cafe\""),
        Of("notContains: holds where the value is missing", "notContains", "\"on\"", "bob cem", "\"Bonn\"", "\"Ulm\"", "null"),
        Of("startsWith: spaces count", "startsWith", "\"bo\"", "ann", "\"Bonn\"", "\" Bonn\"", "\"Ebo\""),
        Of("endsWith: spaces count", "endsWith", "\"NN\"", "ann", "\"Bonn\"", "\"Bonn \"", "\"nna\""),
        Of("startsWith: blanks inside the operand count", "startsWith", "\"a \"", "ann", "\"A b\"", "\"ab\""),
        Of("matches: anywhere, no case", "matches", "\"o+n\"", "ann bob", "\"Bonn\"", "\"XOONX\"", "\"o\""),
        Of("matches: anchors are the text's ends", "matches", "\"^bonn$\"", "ann", "\"Bonn\"", "\"Bonn \"", "\"aBonn\""),
        Of("matches: the value is composed first", "matches", "\"^caf.$\"", "ann bob", "\"Caf\u00E9\"", "\"Cafe\u0301\"", "\"Cafes\""),
        Of("matches: a missing value has no match", "matches", "\".*\"", "ann", "\"x\"", "null", "\"\""),
        new AudienceCase("exists: blank is missing, whatever the blank", """{"attribute":"city","op":"exists"}""", "ann gus", new Story()
            .Has("ann", "city", "\"x\"").Has("bob", "city", "\"\"").Has("cem", "city", "\" \\t\\n\"").Has("dan", "city", "\"\u00A0\u2003\u3000\"")
            .Has("eve", "city", "\"\\u0085\"").Has("fay", "city", null).Has("gus", "city", "\"\u200B\"").Exists("hal")),
        new AudienceCase("missing: the other ones", """{"attribute":"city","op":"missing"}""", "bob cem", new Story()
            .Has("ann", "city", "\"x\"").Has("bob", "city", "\"\"").Exists("cem")),
        new AudienceCase("names of attributes compare as texts do", """{"attribute":"SOCIE\u0301TE\u0301","op":"eq","value":"x"}""", "ann bob", new Story()
            .Has("ann", "soci\u00E9t\u00E9", "\"x\"").Has("bob", "Socie\u0301te\u0301", "\"X\"").Has("cem", "societe", "\"x\"")),
        new AudienceCase("text attribute: numbers and booleans as their plain text", """{"attribute":"city","op":"in","value":["1.5","TRUE"]}""", "bob cem", new Story()
            .Has("ann", "city", "\"x\"").Has("bob", "city", "1.50").Has("cem", "city", "true").Has("dan", "city", "[\"1.5\"]")),
        new AudienceCase("an attribute that nobody has is missing", """{"attribute":"ghost","op":"neq","value":"x"}""", "ann", new Story().Exists("ann")),
        new AudienceCase("an attribute that nobody has passes no positive operator", """{"attribute":"ghost","op":"gt","value":0}""", "", new Story().Exists("ann")),
    ];

    /// <summary>People called ann, bob and so on, each with one value of city.</summary>
    private static AudienceCase Of(string name, string op, string operand, string members, params string[] values)
    {
        string[] names = ["ann", "bob", "cem", "dan"];
        var story = new Story();
        for (var i = 0; i < values.Length; i++) story.Exists(names[i]).Has(names[i], "city", values[i]);
        // Somebody else makes sure that the attribute is known as text.
        return new AudienceCase(name, $$"""{"all":[{"attribute":"city","op":"{{op}}","value":{{operand}}},{"attribute":"other","op":"missing"}]}""", members, story
            .Has("zoe", "other", "\"x\"").Has("zoe", "city", "\"z\""));
    }
}
