using System.Globalization;

namespace CdpStudio.Core.Tests.Audience.Cases;

internal static class NumberCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Of("eq: 1 is 1.0 and 10e-1", "eq", "1", "ann bob cem", "1", "1.0", "10e-1", "1.0001"),
        Of("eq: minus nothing is nothing", "eq", "0", "ann bob", "-0", "0.00004", "0.00005"),
        Of("neq: holds where the value is missing", "neq", "1", "bob cem", "1", "2", "null"),
        Of("in: any of them", "in", "[1,2.50]", "ann bob", "1.0", "2.5", "3"),
        Of("notIn: holds where the value is missing", "notIn", "[1,2]", "cem dan", "1", "2", "3", "null"),
        Of("lt: not the same", "lt", "2", "ann", "1.9999", "2", "2.0001", "null"),
        Of("lte: the same too", "lte", "2", "ann bob", "1.9999", "2", "2.0001", "null"),
        Of("gt: not the same", "gt", "2", "cem", "1.9999", "2", "2.0001", "null"),
        Of("gte: the same too", "gte", "2", "bob cem", "1.9999", "2", "2.0001", "null"),
        Of("between: both ends", "between", "[1,2]", "bob cem", "0.9999", "1", "2", "2.0001"),
        Of("between: ends turned round hold nothing", "between", "[2,1]", "", "1", "1.5", "2"),
        Of("between: one point", "between", "[1,1]", "ann", "1", "1.5", "0"),
        Of("rounding: halves go away from zero", "in", "[2.3457,-2.3457]", "ann bob", "2.34565", "-2.34565", "2.34564999"),
        Of("rounding: in the rule as in the value", "eq", "2.34565", "ann bob", "2.3457", "2.34566", "2.3456"),
        Of("rounding: once, not digit by digit", "eq", "0.0001", "bob", "0.000049999999", "0.00005", "0.00015"),
        Of("exact: 2^53 is the last whole number", "gte", "9007199254740992", "ann", "9007199254740992", "9007199254740993", "1e400"),
        Of("exact: minus 2^53 too", "lte", "-9007199254740992", "ann", "-9007199254740992", "-9007199254740993", "-1e400"),
        Of("exact: 9e14 is the end of broken numbers", "gt", "899999999999999", "ann bob", "900000000000000", "899999999999999.5", "900000000000000.5"),
        Of("exact: beyond it a number does not count at all", "exists", "null", "ann", "1", "1e20", "900000000000000.5", "-9007199254740993"),
        Of("exact: as small as you like is nothing", "eq", "0", "ann", "1e-400", "null"),
        Of("numeric text converts in its plain form", "in", "[12.5,-3,7]", "ann bob cem", "\"12.50\"", "\"-3\"", "\"007\""),
        Of("numeric text in other forms does not, I", "exists", "null", "", "\"1e3\"", "\" 5\"", "\"+4\"", "\"1,5\""),
        Of("numeric text in other forms does not, II", "exists", "null", "", "\".5\"", "\"5.\"", "\"\u0663\"", "\"--1\""),
        Of("numeric text in other forms does not, III", "exists", "null", "", "\"1.2.3\"", "\"-\"", "\"9007199254740993\"", "\"1_000\""),
        Of("numeric text rounds too", "eq", "2.3457", "ann", "\"2.34565\"", "\"2.34564\""),
        Of("other types are violations and missing", "exists", "null", "", "true", "[5]", "\"five\"", "\"true\""),
    ];

    private static AudienceCase Of(string name, string op, string operand, string members, params string[] values)
    {
        string[] names = ["ann", "bob", "cem", "dan"];
        var story = new Story().Has("zoe", "size", "-77.7").Has("zoe", "other", "1");
        for (var i = 0; i < values.Length; i++) story.Exists(names[i]).Has(names[i], "size", values[i]);

        var value = op == "exists" ? "" : string.Create(CultureInfo.InvariantCulture, $",\"value\":{operand}");
        return new AudienceCase("number, " + name, $$"""{"all":[{"attribute":"size","op":"{{op}}"{{value}}},{"attribute":"other","op":"missing"}]}""", members, story);
    }
}
