using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One assertion about an attribute of one person.</summary>
/// <param name="Node">Of which of the person's identifiers.</param>
/// <param name="Value">As the attribute's type reads it; null where it can't, and where it clears.</param>
/// <param name="Clears">It was said without a value.</param>
internal readonly record struct Word(int Source, int Node, StudioValue? Value, bool Clears);

/// <param name="Word">Place of the word that won; of a sum or a union, of the newest one in it.</param>
/// <param name="Value">Null where it can't be read.</param>
/// <param name="IsMade">It is made of several words, and nobody need have said it so.</param>
internal readonly record struct Outcome(int Word, StudioValue? Value, bool IsMade, AttributeWin Win);

/// <summary>Decides by a <see cref="WinningRule"/>, which says what each means. Pure.</summary>
internal static class Contest
{
    /// <param name="words">Valid by the moment that is asked about, in the order of valid-from and arrival.</param>
    /// <returns>Null where there is no value.</returns>
    public static Outcome? Decide(List<Word> words, WinningRule rule)
    {
        if (Lock(words) is >= 0 and var locked) return Won(locked, rule.By, words.Count(w => !w.Clears), isLocked: true);
        if (rule.By == WinsBy.Newest) return Newest(words);

        var standing = Standing(words, rule.By);
        return standing.Count == 0 ? null : rule.By switch
        {
            WinsBy.Oldest => One(standing[0]),
            WinsBy.SourceRanking => One(Best(standing, (a, b) => RankOf(b).CompareTo(RankOf(a)))),
            WinsBy.MostComplete => One(Best(standing, (a, b) => SizeOf(ValueAt(a)).CompareTo(SizeOf(ValueAt(b))))),
            WinsBy.Maximum => One(Best(standing, (a, b) => Compare(ValueAt(a), ValueAt(b)))),
            WinsBy.Minimum => One(Best(standing, (a, b) => Compare(ValueAt(b), ValueAt(a)))),
            WinsBy.Sum => Summed(),
            WinsBy.Union => Made(UnionOf(standing.Select(ValueAt)), standing.Count),
            _ => throw new UnreachableException(rule.By.ToString()),
        };

        StudioValue ValueAt(int at) => words[at].Value!; // what stands has one

        int RankOf(int at) => rule.Ranking.TakeWhile(s => s.Value != words[at].Source).Count();

        Outcome One(int at) => Won(at, rule.By, standing.Count, isLocked: false);

        Outcome Won(int at, WinsBy by, int among, bool isLocked) => new(at, words[at].Value, IsMade: false, new AttributeWin(by, isLocked, among));

        Outcome Summed()
        {
            var newest = NewestNumbers(standing.Select(at => words[at]));
            return Made(SumOf(newest), newest.Count);
        }

        Outcome Made(StudioValue? value, int of) => new(standing[^1], value, IsMade: true, new AttributeWin(rule.By, IsLocked: false, of));
    }

    private static bool IsByHand(Word word) => word.Source == SourceId.ByHand.Value;

    /// <summary>Of the newest words by hand on each identifier that is not let go of, the newest; -1 when there is none.</summary>
    private static int Lock(List<Word> words)
    {
        HashSet<int>? letGo = null;
        for (var at = words.Count - 1; at >= 0; at--)
        {
            var word = words[at];
            if (!IsByHand(word)) continue;
            if (word.Clears) (letGo ??= []).Add(word.Node);
            else if (letGo?.Contains(word.Node) is not true) return at;
        }

        return -1;
    }

    /// <summary>Whoever said last that there is none, there is none.</summary>
    private static Outcome? Newest(List<Word> words)
    {
        var newest = words.FindLastIndex(w => !IsByHand(w));
        if (newest < 0 || words[newest].Clears) return null;

        var first = words.FindLastIndex(newest, w => w.Clears && !IsByHand(w)) + 1;
        var among = words.Skip(first).Count(w => !IsByHand(w));
        return new Outcome(newest, words[newest].Value, IsMade: false, new AttributeWin(WinsBy.Newest, IsLocked: false, among));
    }

    /// <summary>Places of the words that can be read and were not withdrawn by their source since.</summary>
    private static List<int> Standing(List<Word> words, WinsBy by)
    {
        var standing = new List<int>();
        var withdrawn = new HashSet<int>();
        for (var at = words.Count - 1; at >= 0; at--)
        {
            var word = words[at];
            if (word.Clears) withdrawn.Add(word.Source);
            else if (!IsByHand(word) && word.Value is not null && !withdrawn.Contains(word.Source) && (by != WinsBy.Sum || word.Value is StudioValue.Number)) standing.Add(at);
        }

        standing.Reverse();
        return standing;
    }

    /// <summary>Of equal ones the newest.</summary>
    private static int Best(List<int> standing, Comparison<int> compare)
    {
        var best = standing[0];
        foreach (var at in standing)
        {
            if (compare(at, best) >= 0) best = at;
        }

        return best;
    }

    private static int SizeOf(StudioValue value) => value switch
    {
        StudioValue.List list => list.Items.Count,
        StudioValue.Structure structure => MembersOf(structure),
        _ => value.PlainText()?.Length ?? 0,
    };

    private static int MembersOf(StudioValue.Structure structure)
    {
        // A column may hold its hash alone; as it was said it begins with a brace.
        if (structure.Json is not ['{', ..]) return 1;

        using var document = JsonDocument.Parse(structure.Json);
        return document.RootElement.EnumerateObject().Count(m => StudioValue.Read(m.Value) is not null);
    }

    private static int Compare(StudioValue one, StudioValue other) => (one, other) switch
    {
        (StudioValue.Number a, StudioValue.Number b) => a.Value.CompareTo(b.Value),
        (StudioValue.Moment a, StudioValue.Moment b) => a.Milliseconds.CompareTo(b.Milliseconds),
        // Only where the type is left to the values, and the first one was an object.
        _ => string.CompareOrdinal(OrderOf(one), OrderOf(other)),
    };

    private static string OrderOf(StudioValue value) => value is StudioValue.Text text ? StudioText.Key(text.Value) : ValueClass.KeyOf(value);

    /// <summary>By source.</summary>
    private static Dictionary<int, decimal> NewestNumbers(IEnumerable<Word> standing)
    {
        var newest = new Dictionary<int, decimal>();
        foreach (var word in standing) newest[word.Source] = ((StudioValue.Number)word.Value!).Value; // nothing else stands in a sum
        return newest;
    }

    private static StudioValue.Number? SumOf(Dictionary<int, decimal> newest)
    {
        var sum = newest.Values.Sum();
        return StudioNumber.IsExact(sum) ? new StudioValue.Number(sum) : null;
    }

    private static StudioValue.List UnionOf(IEnumerable<StudioValue> standing) =>
        new([.. standing.SelectMany(v => v is StudioValue.List list ? list.Items : [v]).DistinctBy(i => ValueClass.KeyOf(ValueClass.InList(i)))]);
}
