using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Which type an attribute has, and what that makes of its values.</summary>
internal static class TypeCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        new("type, the first value that arrived decides: number", """{"attribute":"level","op":"gte","value":5}""", "ann bob", new Story()
            .Has("ann", "level", "5").Has("bob", "level", "\"6\"").Has("cem", "level", "\"high\"")),
        new("type, the first value that arrived decides: text", """{"attribute":"level","op":"in","value":["5","6"]}""", "ann bob", new Story()
            .Has("bob", "level", "\"6\"").Has("ann", "level", "5").Has("cem", "level", "[5]")),
        new("type, by arrival and not by time", """{"attribute":"level","op":"eq","value":"5"}""", "bob", new Story()
            .Has("ann", "level", "\"x\"", "2026-03-01T00:00:00Z").Has("bob", "level", "5", "2026-01-01T00:00:00Z")),
        new("type, what is missing decides nothing", """{"attribute":"level","op":"eq","value":5}""", "cem", new Story()
            .Has("ann", "level", null).Has("bob", "level", "\" \"").Has("cem", "level", "5")),
        new("type, a value that was cleared since still decides", """{"attribute":"level","op":"eq","value":"5"}""", "bob", new Story()
            .Has("ann", "level", "\"x\"").Has("ann", "level", null, "2026-02-01T00:00:00Z").Has("bob", "level", "5")),
        new("type, a value of the future decides too", """{"attribute":"level","op":"eq","value":"5"}""", "bob", new Story()
            .Exists("ann").Has("ann", "level", "\"x\"", "2027-01-01T00:00:00Z").Has("bob", "level", "5")),
        new("type, a first number outside what is exact makes numbers, and is none", """{"all":[{"attribute":"level","op":"gt","value":4},{"not":{"attribute":"level","op":"lt","value":4}}]}""", "bob", new Story()
            .Has("ann", "level", "1e20").Has("bob", "level", "5")),
        new("type, a boolean", """{"attribute":"level","op":"isTrue"}""", "ann bob", new Story()
            .Has("ann", "level", "true").Has("bob", "level", "\"true\"").Has("cem", "level", "1")),
        new("type, a list", """{"attribute":"level","op":"hasAny","value":["5"]}""", "ann bob", new Story()
            .Has("ann", "level", "[5]").Has("bob", "level", "5").Has("cem", "level", "\"6\"")),
        new("type, a list of blanks decides nothing", """{"attribute":"level","op":"eq","value":5}""", "bob", new Story()
            .Has("ann", "level", "[\"\",null]").Has("bob", "level", "5")),
        new("type, by whatever spelling of the name", """{"attribute":"LEVEL","op":"eq","value":"5"}""", "bob", new Story()
            .Has("ann", "Level", "\"x\"").Has("bob", "level", "5")),
        new("type, declared: the first value does not matter", """{"attribute":"level","op":"gt","value":4}""", "bob cem", new Story().Declare("Level", DataType.Number)
            .Has("ann", "level", "\"x\"").Has("bob", "level", "5").Has("cem", "level", "\"5.0\"")),
        new("type, declared as text", """{"attribute":"level","op":"startsWith","value":"5"}""", "ann bob", new Story().Declare("level", DataType.Text)
            .Has("ann", "level", "5").Has("bob", "level", "\"5x\"").Has("cem", "level", "[5]")),
        new("type, declared as boolean", """{"attribute":"level","op":"isFalse"}""", "ann bob", new Story().Declare("level", DataType.Boolean)
            .Has("ann", "level", "false").Has("bob", "level", "\"FALSE\"").Has("cem", "level", "0").Has("dan", "level", "\"no\"")),
        new("type, declared as list", """{"attribute":"level","op":"hasAll","value":["5","true"]}""", "ann", new Story().Declare("level", DataType.List)
            .Has("ann", "level", "[5,\"true\"]").Has("bob", "level", "5").Has("cem", "level", "\"5,true\"")),
        new("type, a violation clears the value before it", """{"attribute":"level","op":"missing"}""", "ann", new Story().Declare("level", DataType.Number)
            .Has("ann", "level", "5").Has("ann", "level", "\"x\"", "2026-02-01T00:00:00Z").Has("bob", "level", "\"x\"").Has("bob", "level", "5", "2026-02-01T00:00:00Z")),
        new("type, declared for a path", """{"attribute":"address.zip","op":"lt","value":2000}""", "ann", new Story().Declare("address.zip", DataType.Number)
            .Has("ann", "address.zip", "\"01067\"").Has("bob", "address.zip", "\"53111\"")),
        new("type, a date has to be declared", """{"attribute":"met","op":"contains","value":"2026"}""", "ann", new Story()
            .Has("ann", "met", "\"2026-01-01T00:00:00Z\"")),
    ];
}
