using CdpStudio.Core.Kernel;
using static CdpStudio.Core.Segments.Drafts.DraftOperator;

namespace CdpStudio.Core.Segments.Drafts;

public static class DraftOperators
{
    private static readonly Dictionary<DataType, DraftOperator[]> s_byType = new()
    {
        [DataType.Text] = [Eq, Neq, In, NotIn, Contains, NotContains, StartsWith, EndsWith, Matches, Exists, Missing],
        [DataType.Number] = [Gte, Lte, Gt, Lt, Eq, Neq, Between, In, NotIn, Exists, Missing],
        [DataType.Boolean] = [IsTrue, IsFalse, Exists, Missing],
        [DataType.DateTime] = [InLast, MoreThanAgo, InNext, Before, After, On, Between, Anniversary, Exists, Missing],
        [DataType.List] = [HasAny, HasAll, HasNone, Exists, Missing],
    };

    /// <summary>In the order in which they are offered, the most common first.</summary>
    public static IReadOnlyList<DraftOperator> Operators(this DataType type) => s_byType[type];

    public static OperandShape Shape(this DraftOperator op, DataType type) => op switch
    {
        Exists or Missing or IsTrue or IsFalse => OperandShape.None,
        In or NotIn or HasAny or HasAll or HasNone => OperandShape.Many,
        Between => OperandShape.Range,
        InLast or InNext or MoreThanAgo => OperandShape.Duration,
        Anniversary => OperandShape.Days,
        Eq or Neq or Contains or NotContains or StartsWith or EndsWith or Matches or Lt or Lte or Gt or Gte or Before or After or On => OperandShape.One,
        _ => throw new System.Diagnostics.UnreachableException($"{op} {type}"),
    };
}
