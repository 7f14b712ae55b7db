using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>An operator with its operand. A negated test holds exactly where its positive twin does not, so also where the value is missing.</summary>
public abstract record Test
{
    private Test()
    {
    }

    public sealed record Exists(bool Negated = false) : Test;

    public sealed record IsBoolean(bool Expected) : Test;

    /// <summary><c>eq</c> and <c>neq</c>.</summary>
    public sealed record Equal(RuleValue Value, bool Negated = false) : Test;

    /// <summary><c>in</c> and <c>notIn</c>. No values: nobody passes.</summary>
    public sealed record OneOf(IReadOnlyList<RuleValue> Values, bool Negated = false) : Test;

    /// <param name="Negated">Only with <see cref="TextOperator.Contains"/>.</param>
    public sealed record Text(TextOperator Operator, string Operand, bool Negated = false) : Test;

    /// <summary><c>lt lte gt gte</c> for numbers.</summary>
    public sealed record Compare(NumberOperator Operator, decimal Operand) : Test;

    /// <summary>Both ends belong to it; ends that are turned round leave it empty.</summary>
    public sealed record NumberBetween(decimal From, decimal To) : Test;

    public sealed record Before(WrittenDate Date) : Test;

    public sealed record After(WrittenDate Date) : Test;

    public sealed record On(WrittenDate Date) : Test;

    public sealed record DateBetween(WrittenDate From, WrittenDate To) : Test;

    public sealed record InLast(Duration Length) : Test;

    public sealed record InNext(Duration Length) : Test;

    public sealed record MoreThanAgo(Duration Length) : Test;

    /// <summary>Month and day fall from today + from to today + to, in whole days of the workspace, -366 to 366.</summary>
    public sealed record Anniversary(int From, int To) : Test;

    /// <summary><c>hasAny hasAll hasNone</c>; at least one value, numbers as their plain text.</summary>
    public sealed record ListHas(ListOperator Operator, IReadOnlyList<string> Values) : Test;
}

public enum TextOperator
{
    Contains,
    StartsWith,
    EndsWith,
    Matches,
}

public enum NumberOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

public enum ListOperator
{
    Any,
    All,
    None,
}

/// <summary>A value that a rule names.</summary>
public abstract record RuleValue
{
    private RuleValue()
    {
    }

    /// <summary>As written; compared by its folded key.</summary>
    public sealed record Text(string Value) : RuleValue;

    /// <summary>Rounded to 4 places, half away from zero, and inside the exact range.</summary>
    public sealed record Number(decimal Value) : RuleValue;

    /// <summary>Only for properties, and at the ends of a change.</summary>
    public sealed record Boolean(bool Value) : RuleValue;

    /// <summary>Only at the ends of a change. A bare date is any moment of that local day.</summary>
    public sealed record Date(WrittenDate Value) : RuleValue;

    /// <summary>Only at the ends of a change; numbers as their plain text.</summary>
    public sealed record List(IReadOnlyList<string> Values) : RuleValue;
}
