using System.Diagnostics;

namespace CdpStudio.Core.Rules.Sentences;

public sealed partial class RuleSentence
{
    private string Predicate(Test test) => test switch
    {
        Test.Exists exists => texts[exists.Negated ? "IsMissing" : "Exists"],
        Test.IsBoolean boolean => texts[boolean.Expected ? "IsTrue" : "IsFalse"],
        Test.Equal equal => texts[equal.Negated ? "IsNot" : "Is", Value(equal.Value)],
        Test.OneOf { Values: [var only] } oneOf => texts[oneOf.Negated ? "IsNot" : "Is", Value(only)],
        Test.OneOf { Values.Count: 0 } oneOf => texts[oneOf.Negated ? "IsAnything" : "IsNothing"],
        Test.OneOf oneOf => texts[oneOf.Negated ? "IsNoneOf" : "IsOneOf", Join("OrValues", oneOf.Values.Select(Value))],
        Test.Text text => texts[(text.Negated ? "Not" : "") + text.Operator, Name(text.Operand)],
        Test.Compare compare => texts["Is" + compare.Operator, Number(compare.Operand)],
        Test.NumberBetween between => texts["IsFromTo", Number(between.From), Number(between.To)],
        Test.Before before => texts["IsBefore", Date(before.Date)],
        Test.After after => texts["IsAfter", Date(after.Date)],
        Test.On on => texts["IsOn", Date(on.Date)],
        Test.DateBetween between => texts["IsFromTo", Date(between.From), Date(between.To)],
        Test.InLast last => texts["IsInLast", Length(last.Length)],
        Test.InNext next => texts["IsInNext", Length(next.Length)],
        Test.MoreThanAgo ago => texts["IsLongerAgo", Length(ago.Length)],
        Test.Anniversary { From: var from, To: var to } => from == to ? texts["AnniversaryOn", DayFromToday(from)] : texts["AnniversaryFromTo", DayFromToday(from), DayFromToday(to)],
        Test.ListHas has => texts[$"Has{has.Operator}", Join(has.Operator == ListOperator.All ? "AndValues" : "OrValues", has.Values.Select(Name))],
        _ => throw new UnreachableException(test.GetType().Name),
    };

    private string DayFromToday(int days) => days switch
    {
        0 => texts["Today"],
        < 0 => Plural("DaysAgo", -days),
        _ => Plural("DaysAhead", days),
    };

    private string Value(RuleValue value) => value switch
    {
        RuleValue.Text text => Name(text.Value),
        RuleValue.Number number => Number(number.Value),
        RuleValue.Boolean boolean => texts[boolean.Value ? "True" : "False"],
        RuleValue.Date date => Date(date.Value),
        RuleValue.List list => Join("AndValues", list.Values.Select(Name)),
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
