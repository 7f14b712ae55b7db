using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using NodaTime;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Whether one value passes one operator.</summary>
internal static class ReferenceOperators
{
    public static bool Passes(Test test, ReferenceValue value, ReferenceClock clock) => test switch
    {
        Test.Exists t => value.IsMissing == t.Negated,
        Test.IsBoolean t => value is ReferenceValue.Boolean b && b.Value == t.Expected,
        Test.Equal t => IsEqual(value, t.Value) != t.Negated,
        Test.OneOf t => t.Values.Any(v => IsEqual(value, v)) != t.Negated,
        Test.Text t => (value is ReferenceValue.Text text && TextPasses(t, text.Value)) != t.Negated,
        Test.Compare t => value is ReferenceValue.Number n && NumberPasses(t.Operator, n.Value, t.Operand),
        Test.NumberBetween t => value is ReferenceValue.Number n && n.Value >= t.From && n.Value <= t.To,
        Test.ListHas t => ListPasses(t, value, clock),
        Test.Before or Test.After or Test.On or Test.DateBetween or Test.InLast or Test.InNext or Test.MoreThanAgo or Test.Anniversary =>
            DateOf(value, clock) is { } date && DatePasses(test, date, clock),
        _ => throw new UnreachableException(test.GetType().Name),
    };

    public static bool NumberPasses(NumberOperator comparison, decimal value, decimal operand) => comparison switch
    {
        NumberOperator.Less => value < operand,
        NumberOperator.LessOrEqual => value <= operand,
        NumberOperator.Greater => value > operand,
        NumberOperator.GreaterOrEqual => value >= operand,
        _ => throw new UnreachableException(comparison.ToString()),
    };

    public static ReferenceValue Of(RuleValue operand) => operand switch
    {
        RuleValue.Text text => new ReferenceValue.Text(text.Value),
        RuleValue.Number number => new ReferenceValue.Number(number.Value),
        RuleValue.Boolean boolean => new ReferenceValue.Boolean(boolean.Value),
        RuleValue.List list => new ReferenceValue.List([.. list.Values.Select(v => new ReferenceValue.Text(v))]),
        _ => throw new UnreachableException(operand.GetType().Name),
    };

    private static bool IsEqual(ReferenceValue value, RuleValue operand) => ReferenceValue.Same(value, Of(operand));

    private static bool TextPasses(Test.Text test, string text) => test.Operator switch
    {
        TextOperator.Contains => ReferenceText.Contains(text, test.Operand),
        TextOperator.StartsWith => ReferenceText.StartsWith(text, test.Operand),
        TextOperator.EndsWith => ReferenceText.EndsWith(text, test.Operand),
        TextOperator.Matches => ReferenceText.Matches(text, test.Operand),
        _ => throw new UnreachableException(test.Operator.ToString()),
    };

    /// <summary>A single value is read as a list of one.</summary>
    private static bool ListPasses(Test.ListHas test, ReferenceValue value, ReferenceClock clock)
    {
        var elements = ReferenceConversion.As(DataType.List, value, clock) is ReferenceValue.List list ? list.Elements : [];

        bool Has(string wanted) => elements.Any(e => ReferenceValue.Same(ReferenceValue.InList(e), new ReferenceValue.Text(wanted)));
        return test.Operator switch
        {
            ListOperator.Any => test.Values.Any(Has),
            ListOperator.All => test.Values.All(Has),
            ListOperator.None => !test.Values.Any(Has),
            _ => throw new UnreachableException(test.Operator.ToString()),
        };
    }

    /// <summary>A declared datetime, or ISO 8601 text of a property. That a text attribute has no date operators is the reader's to refuse.</summary>
    private static long? DateOf(ReferenceValue value, ReferenceClock clock) => value switch
    {
        ReferenceValue.Moment moment => moment.Milliseconds,
        ReferenceValue.Text text => clock.ReadDate(text.Value),
        _ => null,
    };

    private static bool DatePasses(Test test, long date, ReferenceClock clock) => test switch
    {
        Test.Before t => date < clock.StartOf(t.Date),
        Test.After t => t.Date is WrittenDate.Day ? date >= End(t.Date, clock) : date > clock.StartOf(t.Date),
        Test.On t => clock.Local(date).Date == clock.DayOf(t.Date),
        Test.DateBetween t => date >= clock.StartOf(t.From) && (t.To is WrittenDate.Day ? date < End(t.To, clock) : date <= clock.StartOf(t.To)),
        Test.InLast t => date > clock.Before(clock.Now, t.Length) && date <= clock.Now,
        Test.InNext t => date > clock.Now && date <= clock.After(clock.Now, t.Length),
        Test.MoreThanAgo t => date <= clock.Before(clock.Now, t.Length),
        Test.Anniversary t => IsAnniversary(clock.Local(date).Date, t, clock.Today),
        _ => throw new UnreachableException(test.GetType().Name),
    };

    private static long End(WrittenDate day, ReferenceClock clock) => clock.StartOf(clock.DayOf(day).PlusDays(1));

    private static bool IsAnniversary(LocalDate born, Test.Anniversary test, LocalDate today) =>
        Enumerable.Range(test.From, Math.Max(0, test.To - test.From + 1)).Select(today.PlusDays).Any(day => SameDay(born, day));

    /// <summary>29 February counts as 28 in other years.</summary>
    private static bool SameDay(LocalDate born, LocalDate day)
    {
        var leap = CalendarSystem.Iso.IsLeapYear(day.Year);
        var dayOfMonth = born is { Month: 2, Day: 29 } && !leap ? 28 : born.Day;
        return born.Month == day.Month && dayOfMonth == day.Day;
    }
}
