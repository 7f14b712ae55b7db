using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

internal sealed partial class RuleParser
{
    private const int MaxAnniversaryDays = 366;

    private static readonly Dictionary<DataType, string[]> s_operators = new()
    {
        [DataType.Text] = ["eq", "neq", "in", "notIn", "contains", "notContains", "startsWith", "endsWith", "matches", "exists", "missing"],
        [DataType.Number] = ["eq", "neq", "in", "notIn", "lt", "lte", "gt", "gte", "between", "exists", "missing"],
        [DataType.Boolean] = ["isTrue", "isFalse", "exists", "missing"],
        [DataType.DateTime] = ["before", "after", "on", "between", "inLast", "inNext", "moreThanAgo", "anniversary", "exists", "missing"],
        [DataType.List] = ["hasAny", "hasAll", "hasNone", "exists", "missing"],
    };

    private static readonly Dictionary<string, string> s_everyOperator = s_operators.Values.SelectMany(o => o).Distinct().ToDictionary(o => o);

    /// <summary>Whether values of a type can be put to an operator.</summary>
    internal static bool Has(DataType type, string op) => s_operators[type].Contains(op);

    private static Test Test(JsonMembers members, TestSubject subject)
    {
        var place = members.Required("op");
        var op = place.Word(s_everyOperator);
        if (subject.Type is { } type && !Has(type, op))
            throw place.Refusal($"is not an operator of {subject.Name} ({string.Join(", ", s_operators[type])}).");

        if (WithoutOperand(op) is { } test)
        {
            return members.Find("value") is { } value ? throw value.Refusal($"is not taken by the operator {op}.") : test;
        }

        return WithOperand(op, members.Required("value"), subject);
    }

    private static Test? WithoutOperand(string op) => op switch
    {
        "exists" => new Test.Exists(),
        "missing" => new Test.Exists(Negated: true),
        "isTrue" => new Test.IsBoolean(true),
        "isFalse" => new Test.IsBoolean(false),
        _ => null,
    };

    private static Test WithOperand(string op, JsonPlace value, TestSubject subject) => op switch
    {
        "eq" => new Test.Equal(Value(value, subject)),
        "neq" => new Test.Equal(Value(value, subject), Negated: true),
        "in" => new Test.OneOf(Values(value, subject)),
        "notIn" => new Test.OneOf(Values(value, subject), Negated: true),
        "contains" => new Test.Text(TextOperator.Contains, value.Text()),
        "notContains" => new Test.Text(TextOperator.Contains, value.Text(), Negated: true),
        "startsWith" => new Test.Text(TextOperator.StartsWith, value.Text()),
        "endsWith" => new Test.Text(TextOperator.EndsWith, value.Text()),
        "matches" => new Test.Text(TextOperator.Matches, Expression(value)),
        "lt" => new Test.Compare(NumberOperator.Less, value.Number()),
        "lte" => new Test.Compare(NumberOperator.LessOrEqual, value.Number()),
        "gt" => new Test.Compare(NumberOperator.Greater, value.Number()),
        "gte" => new Test.Compare(NumberOperator.GreaterOrEqual, value.Number()),
        "between" => Between(value, subject),
        "before" => new Test.Before(value.Date()),
        "after" => new Test.After(value.Date()),
        "on" => new Test.On(value.Date()),
        "inLast" => new Test.InLast(value.Duration()),
        "inNext" => new Test.InNext(value.Duration()),
        "moreThanAgo" => new Test.MoreThanAgo(value.Duration()),
        "anniversary" => Anniversary(value),
        "hasAny" => new Test.ListHas(ListOperator.Any, ListOperand(value)),
        "hasAll" => new Test.ListHas(ListOperator.All, ListOperand(value)),
        "hasNone" => new Test.ListHas(ListOperator.None, ListOperand(value)),
        _ => throw new System.Diagnostics.UnreachableException(op),
    };

    private static List<RuleValue> Values(JsonPlace place, TestSubject subject) =>
        [.. place.Items("values").Select(item => Value(item, subject))];

    private static RuleValue Value(JsonPlace place, TestSubject subject)
    {
        var (text, number) = (subject.TakesOtherTypes || subject.Type == DataType.Text, subject.TakesOtherTypes || subject.Type == DataType.Number);
        if (text && place.IsText) return new RuleValue.Text(place.Text());
        if (number && place.IsNumber) return new RuleValue.Number(place.Number());
        if (subject.TakesBooleans && place.IsBoolean) return new RuleValue.Boolean(place.Boolean());

        string?[] taken = [text ? "text" : null, number ? "a number" : null, subject.TakesBooleans ? "true or false" : null];
        throw place.Refusal($"has to be {string.Join(" or ", taken.Where(t => t is not null))}.");
    }

    private static string Expression(JsonPlace place)
    {
        var expression = place.Text("a regular expression");
        try
        {
            TextPattern.Compile(expression);
            return expression;
        }
        catch (ArgumentException e)
        {
            throw place.Refusal($"is not a regular expression: {e.Message}");
        }
        catch (NotSupportedException e)
        {
            throw place.Refusal($"is a regular expression that cannot be searched for without backtracking: {e.Message}");
        }
    }

    private static Test Between(JsonPlace place, TestSubject subject)
    {
        var what = subject.Type switch { DataType.Number => "numbers", DataType.DateTime => "dates", _ => "numbers or two dates" };
        var (from, to) = Pair(place, what);
        return subject.Type == DataType.DateTime || (subject.Type != DataType.Number && !from.IsNumber)
            ? new Test.DateBetween(from.Date(), to.Date())
            : new Test.NumberBetween(from.Number(), to.Number());
    }

    private static Test.Anniversary Anniversary(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "a range of days").Only("from", "to");
        var from = members.Find("from")?.Whole(-MaxAnniversaryDays, MaxAnniversaryDays) ?? 0;
        var to = members.Find("to")?.Whole(-MaxAnniversaryDays, MaxAnniversaryDays) ?? 0;
        return from <= to ? new Test.Anniversary(from, to) : throw place.Refusal("begins after its end: from has to be at most to.");
    }

    private static List<string> ListOperand(JsonPlace place)
    {
        var items = place.Items("texts");
        if (items.Count == 0) throw place.Refusal("has to hold at least one text.");

        return [.. items.Select(item => item.IsNumber ? StudioNumber.ToText(item.Number()) : item.Text())];
    }
}
