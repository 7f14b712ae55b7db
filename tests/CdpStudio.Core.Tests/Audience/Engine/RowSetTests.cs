using CdpStudio.Core.Audience.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Audience.Engine;

public sealed class RowSetTests
{
    private const int RowCount = 200;

    [Fact]
    public void IntersectWith_AnyTwoSets_AgreesWithHashSets() => Agrees((a, b) => a.IntersectWith(b), (a, b) => a.Intersect(b));

    [Fact]
    public void UnionWith_AnyTwoSets_AgreesWithHashSets() => Agrees((a, b) => a.UnionWith(b), (a, b) => a.Union(b));

    [Fact]
    public void ExceptWith_AnyTwoSets_AgreesWithHashSets() => Agrees((a, b) => a.ExceptWith(b), (a, b) => a.Except(b));

    [Fact]
    public void IntersectWith_SetOfOtherSize_Throws() =>
        Assert.Throws<ArgumentException>(() => new RowSet(10).IntersectWith(new RowSet(11)));

    [Fact]
    public void Add_RowPastTheEnd_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new RowSet(64).Add(64));

    private static void Agrees(Action<RowSet, RowSet> act, Func<int[], int[], IEnumerable<int>> naive) =>
        Prop.ForAll<int[], int[]>((left, right) =>
        {
            var (a, b) = (Rows(left), Rows(right));
            var set = SetOf(a);

            act(set, SetOf(b));

            var expected = naive(a, b).Order().ToArray();
            return expected.SequenceEqual(set.Rows()) && expected.Length == set.Count() && expected.All(set.Contains);
        }).QuickCheckThrowOnFailure();

    private static int[] Rows(int[] anyNumbers) => [.. anyNumbers.Select(n => (int)((uint)n % RowCount)).Distinct()];

    private static RowSet SetOf(int[] rows)
    {
        var set = new RowSet(RowCount);
        foreach (var row in rows) set.Add(row);
        return set;
    }
}
