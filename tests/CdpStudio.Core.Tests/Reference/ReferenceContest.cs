using System.Diagnostics;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <param name="Json">The value as it was said, or as it is made of several; "null" where a sum is not exact.</param>
/// <param name="Said">The assertion that won; of a sum or a union the newest in it.</param>
internal sealed record ReferenceWinner(string Json, Fact.Assertion Said);

/// <summary>Which of what was said of an attribute wins, told as plainly as possible.</summary>
/// <param name="read">A value as the attribute's type reads it.</param>
internal sealed class ReferenceContest(IReadOnlyList<WinningDeclaration> declared, Func<string, ReferenceValue, ReferenceValue> read)
{
    public WinningRule RuleOf(string name) => declared.FirstOrDefault(d => ReferenceText.Same(d.Name, name))?.Rule ?? WinningRule.Newest;

    /// <param name="said">Of the attribute, and what cleared a name above it, by valid-from and then by arrival.</param>
    /// <returns>Null where there is no value.</returns>
    public ReferenceWinner? Winner(string name, IReadOnlyList<Fact.Assertion> said)
    {
        var locks = said.Where(IsByHand).GroupBy(a => a.Profile).Select(g => g.Last()).Where(a => !Clears(a)).ToList();
        if (said.LastOrDefault(locks.Contains) is { } locked) return Won(locked);

        var sent = said.Where(a => !IsByHand(a)).ToList();
        var rule = RuleOf(name);
        if (rule.By == WinsBy.Newest) return sent.LastOrDefault() is { } last && !Clears(last) ? Won(last) : null;

        var standing = sent.Where((a, i) => !Clears(a) && !Read(a).IsMissing && !sent.Skip(i + 1).Any(later => Clears(later) && later.Source == a.Source)).ToList();
        if (rule.By == WinsBy.Sum) standing = [.. standing.Where(a => Read(a) is ReferenceValue.Number)];
        if (standing.Count == 0) return null;

        return rule.By switch
        {
            WinsBy.Oldest => Won(standing[0]),
            WinsBy.SourceRanking => Won(standing.Last(a => Rank(a) == standing.Min(Rank))),
            WinsBy.MostComplete => Won(standing.Last(a => Size(Read(a)) == standing.Max(o => Size(Read(o))))),
            WinsBy.Maximum => Won(standing.Last(a => standing.TrueForAll(o => Compare(Read(a), Read(o)) >= 0))),
            WinsBy.Minimum => Won(standing.Last(a => standing.TrueForAll(o => Compare(Read(a), Read(o)) <= 0))),
            WinsBy.Sum => new ReferenceWinner(SumOf(standing), standing[^1]),
            WinsBy.Union => new ReferenceWinner(UnionOf(standing), standing[^1]),
            _ => throw new UnreachableException(rule.By.ToString()),
        };

        ReferenceValue Read(Fact.Assertion a) => read(name, ReferenceValue.Read(a.Value));

        int Rank(Fact.Assertion a) => rule.Ranking.Contains(a.Source) ? rule.Ranking.ToList().IndexOf(a.Source) : int.MaxValue;

        string SumOf(List<Fact.Assertion> all)
        {
            var sum = all.GroupBy(a => a.Source).Sum(g => ((ReferenceValue.Number)Read(g.Last())).Value);
            return ReferenceNumber.OfJson(ReferenceNumber.PlainText(sum)) is ReferenceValue.Number ? ReferenceNumber.PlainText(sum) : "null";
        }

        string UnionOf(List<Fact.Assertion> all)
        {
            var elements = new List<(ReferenceValue Value, string Json)>();
            foreach (var (value, json) in all.SelectMany(a => Elements(a.Value!)))
            {
                if (!elements.Exists(e => ReferenceValue.Same(e.Value, value))) elements.Add((value, json));
            }

            return $"[{string.Join(',', elements.Select(e => e.Json))}]";
        }
    }

    private static bool IsByHand(Fact.Assertion a) => a.Source.Value == 0;

    private static bool Clears(Fact.Assertion a) => ReferenceValue.Read(a.Value).IsMissing;

    private static ReferenceWinner Won(Fact.Assertion said) => new(said.Value!, said);

    /// <summary>As they were said; what is no list is one element.</summary>
    private static IEnumerable<(ReferenceValue Value, string Json)> Elements(string json)
    {
        var parsed = ReferenceValue.Parse(json);
        var all = parsed.ValueKind == System.Text.Json.JsonValueKind.Array ? parsed.EnumerateArray().ToList() : [parsed];
        return all.Select(e => (Value: ReferenceValue.InList(ReferenceValue.Of(e)), Json: e.GetRawText())).Where(e => !e.Value.IsMissing);
    }

    private static int Size(ReferenceValue value) => value switch
    {
        ReferenceValue.List list => list.Elements.Count,
        ReferenceValue.Text text => text.Value.Length,
        ReferenceValue.Number number => ReferenceNumber.PlainText(number.Value).Length,
        ReferenceValue.Boolean boolean => boolean.Value ? 4 : 5,
        _ => 0,
    };

    private static int Compare(ReferenceValue one, ReferenceValue other) => (one, other) switch
    {
        (ReferenceValue.Number a, ReferenceValue.Number b) => a.Value.CompareTo(b.Value),
        (ReferenceValue.Moment a, ReferenceValue.Moment b) => a.Milliseconds.CompareTo(b.Milliseconds),
        (ReferenceValue.Text a, ReferenceValue.Text b) => string.CompareOrdinal(StudioText.Key(a.Value), StudioText.Key(b.Value)),
        _ => throw new UnreachableException("Only values of a declared type are larger or smaller."),
    };
}
