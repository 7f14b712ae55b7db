using System.Text;
using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using NodaTime;
using Duration = CdpStudio.Core.Kernel.Duration;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Operators whose operands come from values that were seen, or lie beside them.</summary>
public sealed class RandomTests(Dice dice, string zone, long now)
{
    private readonly ReferenceClock _clock = new(zone, now);

    /// <summary>A test with the operators of a type.</summary>
    /// <param name="seen">Values as they came; may be empty.</param>
    public Test Of(DataType type, IReadOnlyList<ReferenceValue> seen)
    {
        if (dice.Chance(8)) return new Test.Exists(dice.Chance(50));

        return type switch
        {
            DataType.Text => OfText(seen),
            DataType.Number => OfNumber(seen),
            DataType.Boolean => new Test.IsBoolean(dice.Chance(50)),
            DataType.DateTime => OfDate(seen),
            _ => new Test.ListHas(dice.Pick(Enum.GetValues<ListOperator>()), [.. Repeat(1, 3, () => Plain(seen))]),
        };
    }

    /// <summary>A test of an undeclared property: any operator, mostly one that its values can pass.</summary>
    public Test OfProperty(IReadOnlyList<ReferenceValue> seen)
    {
        if (dice.Chance(15)) return Equality(() => Any(seen));

        var type = seen.Count == 0 || dice.Chance(10) ? dice.Pick(Enum.GetValues<DataType>()) : dice.Pick(seen) switch
        {
            ReferenceValue.Number => DataType.Number,
            ReferenceValue.Boolean => DataType.Boolean,
            ReferenceValue.List => DataType.List,
            ReferenceValue.Text text when _clock.ReadDate(text.Value) is not null => dice.Pick(DataType.DateTime, DataType.Text),
            _ => DataType.Text,
        };
        return Of(type, seen);
    }

    public Test OfNumber(IReadOnlyList<ReferenceValue> seen) => dice.Number(0, 10) switch
    {
        < 3 => Equality(() => new RuleValue.Number(Number(seen))),
        < 8 => new Test.Compare(dice.Pick(Enum.GetValues<NumberOperator>()), Number(seen)),
        _ => new Test.NumberBetween(Number(seen), Number(seen)),
    };

    public Test OfDate(IReadOnlyList<ReferenceValue> seen) => dice.Number(0, 8) switch
    {
        0 => new Test.Before(Date(seen)),
        1 => new Test.After(Date(seen)),
        2 => new Test.On(Date(seen)),
        3 => new Test.DateBetween(Date(seen), Date(seen)),
        4 => new Test.InLast(Length()),
        5 => new Test.InNext(Length()),
        6 => new Test.MoreThanAgo(Length()),
        _ => Anniversary(),
    };

    public Duration Length()
    {
        var unit = dice.Pick(Enum.GetValues<DurationUnit>());
        var most = unit switch
        {
            DurationUnit.Seconds or DurationUnit.Minutes => 1_000_000,
            DurationUnit.Hours => 3_000,
            DurationUnit.Days => 400,
            DurationUnit.Weeks => 60,
            DurationUnit.Months => 14,
            _ => 3,
        };
        return dice.Chance(50) ? new Duration(dice.Pick(1, 7, 30, 60, 90, 365), DurationUnit.Days) : new Duration(dice.Number(1, most), unit);
    }

    /// <summary>A bare date, a local time or a moment.</summary>
    public WrittenDate Date(IReadOnlyList<ReferenceValue> seen)
    {
        var moments = seen.Select(MomentOf).OfType<long>().ToList();
        var moment = moments.Count > 0 && dice.Chance(80) ? dice.Pick(moments) : now - dice.Long(0, 400L * 86_400_000);
        if (dice.Chance(20)) moment += dice.Pick(-1, 1, 1_000, 86_400_000);

        var local = _clock.Local(moment);
        return dice.Number(0, 4) switch
        {
            < 2 => new WrittenDate.Day(local.Date.ToDateOnly()),
            2 => new WrittenDate.Local(local.ToDateTimeUnspecified()),
            _ => new WrittenDate.Moment(moment),
        };
    }

    public WrittenDate.Moment Moment(long moment) => new(moment + dice.Pick(-1, 0, 0, 1));

    public decimal Number(IReadOnlyList<ReferenceValue> seen)
    {
        var numbers = seen.SelectMany(v => v is ReferenceValue.List list ? list.Elements : [v]).Select(NumberOf).OfType<decimal>().ToList();
        var number = numbers.Count > 0 && dice.Chance(85) ? dice.Pick(numbers) : dice.Number(-100, 1_000) / 10m;
        if (dice.Chance(20) && Math.Abs(number) < 1_000_000) number += dice.Pick(-1m, -0.0001m, 0.0001m, 1m);
        return number;
    }

    private Test OfText(IReadOnlyList<ReferenceValue> seen)
    {
        if (dice.Chance(45)) return Equality(() => new RuleValue.Text(Disguised(Text(seen))));

        var kind = dice.Pick(Enum.GetValues<TextOperator>());
        var operand = kind == TextOperator.Matches ? Expression(Text(seen)) : Disguised(Part(Text(seen), kind));
        return new Test.Text(kind, ReferenceText.IsBlank(operand) ? "n" : operand, kind == TextOperator.Contains && dice.Chance(30));
    }

    private Test Equality(Func<RuleValue> operand) => dice.Chance(50)
        ? new Test.Equal(operand(), dice.Chance(30))
        : new Test.OneOf([.. Repeat(dice.Chance(10) ? 0 : 1, 4, operand)], dice.Chance(30));

    private Test.Anniversary Anniversary()
    {
        var from = dice.Pick(0, 0, dice.Number(-40, 40), dice.Number(-366, 367));
        return new Test.Anniversary(from, Math.Min(366, from + dice.Pick(0, 7, 30, 200, 400)));
    }

    private RuleValue Any(IReadOnlyList<ReferenceValue> seen) => (seen.Count == 0 ? ReferenceValue.None : dice.Pick(seen)) switch
    {
        ReferenceValue.Number number => new RuleValue.Number(number.Value),
        ReferenceValue.Boolean boolean => new RuleValue.Boolean(boolean.Value),
        ReferenceValue.Text text => new RuleValue.Text(Disguised(text.Value)),
        _ => dice.Chance(50) ? new RuleValue.Text(Text(seen)) : new RuleValue.Number(Number(seen)),
    };

    private string Plain(IReadOnlyList<ReferenceValue> seen)
    {
        var elements = seen.SelectMany(v => v is ReferenceValue.List list ? list.Elements : [v])
            .Select(ReferenceValue.InList).OfType<ReferenceValue.Text>().Select(t => t.Value).ToList();
        return elements.Count == 0 ? "red" : Disguised(dice.Pick(elements));
    }

    private string Text(IReadOnlyList<ReferenceValue> seen)
    {
        var texts = seen.OfType<ReferenceValue.Text>().Select(t => t.Value).ToList();
        return texts.Count == 0 || dice.Chance(5) ? dice.Pick("nowhere", "a", "Bonn") : dice.Pick(texts);
    }

    /// <summary>The same text in another spelling.</summary>
    private string Disguised(string text) => dice.Number(0, 6) switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.ToLowerInvariant(),
        2 => text.Normalize(NormalizationForm.FormD),
        _ => text,
    };

    private string Part(string text, TextOperator kind)
    {
        var letters = StringInfoElements(text);
        var count = dice.Number(1, letters.Count + 1);
        var start = kind switch
        {
            TextOperator.StartsWith => 0,
            TextOperator.EndsWith => letters.Count - count,
            _ => dice.Number(0, letters.Count - count + 1),
        };
        return string.Concat(letters.Skip(start).Take(count));
    }

    private string Expression(string text) => dice.Number(0, 5) switch
    {
        0 => "^" + Regex.Escape(Part(text, TextOperator.StartsWith)),
        1 => Regex.Escape(Part(text, TextOperator.EndsWith)) + "$",
        2 => dice.Pick("[a-k]+n", "^.{4}$", "o|ö", @"\d", "[^a-z]", "n{2}"),
        _ => Regex.Escape(Part(text, TextOperator.Contains)),
    };

    private long? MomentOf(ReferenceValue value) => value switch
    {
        ReferenceValue.Moment moment => moment.Milliseconds,
        ReferenceValue.Text text => _clock.ReadDate(text.Value),
        _ => null,
    };

    private static decimal? NumberOf(ReferenceValue value) => value switch
    {
        ReferenceValue.Number number => number.Value,
        ReferenceValue.Text text => ReferenceNumber.OfText(text.Value),
        _ => null,
    };

    private static List<string> StringInfoElements(string text)
    {
        var letters = new List<string>();
        var walk = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (walk.MoveNext()) letters.Add(walk.GetTextElement());
        return letters;
    }

    private IEnumerable<T> Repeat<T>(int least, int below, Func<T> draw) => Enumerable.Range(0, dice.Number(least, below)).Select(_ => draw());
}
