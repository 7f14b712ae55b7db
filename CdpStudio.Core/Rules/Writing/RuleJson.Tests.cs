using System.Diagnostics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Writing;

internal sealed partial class RuleJson
{
    public void WriteTest(Test test, Duration? length)
    {
        json.WriteStartObject();
        Test(test);
        if (length is not null) json.WriteString("for", length.ToString());
        json.WriteEndObject();
    }

    private void Test(Test test)
    {
        switch (test)
        {
            case Test.Exists exists: json.WriteString("op", exists.Negated ? "missing" : "exists"); break;
            case Test.IsBoolean boolean: json.WriteString("op", boolean.Expected ? "isTrue" : "isFalse"); break;
            case Test.Equal equal: Operator(equal.Negated ? "neq" : "eq"); Value(equal.Value); break;
            case Test.OneOf oneOf: json.WriteString("op", oneOf.Negated ? "notIn" : "in"); List("value", oneOf.Values, Value); break;
            case Test.Text text: Operator(TextName(text)); json.WriteStringValue(text.Operand); break;
            case Test.Compare compare: Operator(CompareName(compare.Operator)); Number(compare.Operand); break;
            case Test.NumberBetween between: json.WriteString("op", "between"); List("value", [between.From, between.To], Number); break;
            case Test.Before before: Operator("before"); Date(before.Date); break;
            case Test.After after: Operator("after"); Date(after.Date); break;
            case Test.On on: Operator("on"); Date(on.Date); break;
            case Test.DateBetween between: json.WriteString("op", "between"); List("value", [between.From, between.To], Date); break;
            case Test.InLast last: Operator("inLast"); json.WriteStringValue(last.Length.ToString()); break;
            case Test.InNext next: Operator("inNext"); json.WriteStringValue(next.Length.ToString()); break;
            case Test.MoreThanAgo ago: Operator("moreThanAgo"); json.WriteStringValue(ago.Length.ToString()); break;
            case Test.Anniversary anniversary: Anniversary(anniversary); break;
            case Test.ListHas has: json.WriteString("op", ListName(has.Operator)); List("value", has.Values, json.WriteStringValue); break;
            default: throw new UnreachableException(test.GetType().Name);
        }
    }

    private void Operator(string op)
    {
        json.WriteString("op", op);
        json.WritePropertyName("value");
    }

    private void Anniversary(Test.Anniversary anniversary)
    {
        json.WriteString("op", "anniversary");
        json.WriteStartObject("value");
        json.WriteNumber("from", anniversary.From);
        json.WriteNumber("to", anniversary.To);
        json.WriteEndObject();
    }

    private void Value(RuleValue value)
    {
        switch (value)
        {
            case RuleValue.Text text: json.WriteStringValue(text.Value); break;
            case RuleValue.Number number: Number(number.Value); break;
            case RuleValue.Boolean boolean: json.WriteBooleanValue(boolean.Value); break;
            case RuleValue.Date date: Date(date.Value); break;
            case RuleValue.List list: Texts(list.Values); break;
            default: throw new UnreachableException(value.GetType().Name);
        }
    }

    private void Texts(IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void Date(WrittenDate date) => json.WriteStringValue(date.ToString());

    private void Number(decimal number) => json.WriteRawValue(StudioNumber.ToText(number));

    private static string TextName(Test.Text text) => (text.Operator, text.Negated) switch
    {
        (TextOperator.Contains, false) => "contains",
        (TextOperator.Contains, true) => "notContains",
        (TextOperator.StartsWith, false) => "startsWith",
        (TextOperator.EndsWith, false) => "endsWith",
        (TextOperator.Matches, false) => "matches",
        _ => throw new UnreachableException(text.ToString()),
    };

    private static string CompareName(NumberOperator op) => op switch
    {
        NumberOperator.Less => "lt",
        NumberOperator.LessOrEqual => "lte",
        NumberOperator.Greater => "gt",
        NumberOperator.GreaterOrEqual => "gte",
        _ => throw new UnreachableException(op.ToString()),
    };

    private static string ListName(ListOperator op) => op switch
    {
        ListOperator.Any => "hasAny",
        ListOperator.All => "hasAll",
        ListOperator.None => "hasNone",
        _ => throw new UnreachableException(op.ToString()),
    };
}
