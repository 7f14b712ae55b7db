using System.Text.Json.Serialization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>An operator with its operands as they stand in the fields.</summary>
/// <param name="Operands">
/// Invariant text: <c>12.5</c>, <c>2026-01-31</c>, <c>30d</c>, days as <c>-7</c>. One for each field that <see cref="Shape"/>
/// asks for, any number for <see cref="OperandShape.Many"/>; blank while not filled in.
/// </param>
public sealed record DraftTest(DataType Type, DraftOperator Operator, IReadOnlyList<string> Operands)
{
    [JsonIgnore]
    public OperandShape Shape => Operator.Shape(Type);

    /// <summary>Whether there is an operand, blank or not, for every field of the operator.</summary>
    [JsonIgnore]
    public bool IsWhole => Shape == OperandShape.Many || Operands.Count == Blank(Shape).Count;

    public static DraftTest New(DataType type) => Of(type, type.Operators()[0]);

    public static DraftTest Of(DataType type, DraftOperator op) => new(type, op, Blank(op.Shape(type)));

    /// <summary>Text that is already there stays where the new operator has a place for it.</summary>
    public DraftTest With(DraftOperator op)
    {
        var shape = op.Shape(Type);
        if (shape == Shape) return this with { Operator = op };

        var kept = (Shape, shape) switch
        {
            (OperandShape.One or OperandShape.Range or OperandShape.Many, OperandShape.Many) => [.. Operands.Where(o => o.Length > 0)],
            (OperandShape.One or OperandShape.Many or OperandShape.Range, OperandShape.One) => [Operands.Count > 0 ? Operands[0] : ""],
            (OperandShape.One or OperandShape.Many, OperandShape.Range) => [Operands.Count > 0 ? Operands[0] : "", Operands.Count > 1 ? Operands[1] : ""],
            _ => Blank(shape),
        };

        return new DraftTest(Type, op, kept);
    }

    public DraftTest With(DataType type)
    {
        if (type == Type) return this;

        return type.Operators().Contains(Operator) && Shape == OperandShape.None && Operator.Shape(type) == OperandShape.None
            ? this with { Type = type }
            : New(type);
    }

    public DraftTest WithOperand(int index, string text) => this with { Operands = [.. Operands.Select((o, i) => i == index ? text : o)] };

    private static IReadOnlyList<string> Blank(OperandShape shape) => shape switch
    {
        OperandShape.None or OperandShape.Many => [],
        OperandShape.One => [""],
        OperandShape.Range => ["", ""],
        OperandShape.Duration => [DraftDuration.Text("30", DurationUnit.Days)],
        OperandShape.Days => ["0", "7"],
        _ => throw new System.Diagnostics.UnreachableException(shape.ToString()),
    };
}

/// <summary>The language writes them in camel case.</summary>
public enum DraftOperator
{
    Eq,
    Neq,
    In,
    NotIn,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    Matches,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    IsTrue,
    IsFalse,
    Before,
    After,
    On,
    InLast,
    InNext,
    MoreThanAgo,
    Anniversary,
    HasAny,
    HasAll,
    HasNone,
    Exists,
    Missing,
}

public enum OperandShape
{
    None,
    One,
    Many,
    Range,
    Duration,

    /// <summary>Two whole numbers of days, from and to.</summary>
    Days,
}
