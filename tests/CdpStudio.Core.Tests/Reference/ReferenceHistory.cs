using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>What was said about one profile's attributes, valid from when.</summary>
internal sealed class ReferenceHistory(IReadOnlyList<Fact.Assertion> assertions)
{
    /// <summary>The value in force at a moment, as it was sent: by the winning rule, which nearly always is the newest.</summary>
    public ReferenceValue At(string name, long moment, ReferenceContest contest)
    {
        if (Winner(name, moment, contest) is { } own) return ReferenceValue.Read(own.Json);

        foreach (var above in Above(name))
        {
            if (Winner(above, moment, contest) is not { } winner) continue;
            if (ThroughList(winner.Said with { Value = winner.Json }, name) is { IsMissing: false } found) return found;
        }

        return ReferenceValue.None;
    }

    /// <summary>Of its own assertions; null where there is no value.</summary>
    public ReferenceWinner? Winner(string name, long moment, ReferenceContest contest) => contest.Winner(name, Said(name, moment));

    /// <summary>What was said of the attribute itself, and what cleared one above it; not what people let go of by hand there.</summary>
    public IReadOnlyList<Fact.Assertion> Said(string name, long moment) =>
    [
        .. assertions
            .Where(a => a.ValidFrom <= moment)
            .Where(a => ReferenceText.Same(a.Name, name) || (IsAbove(a.Name, name) && Clears(a) && a.Source.Value != 0))
            .OrderBy(a => a.ValidFrom).ThenBy(a => a.Number),
    ];

    /// <summary>Moments at which the attribute may have changed, rising, each once.</summary>
    public IReadOnlyList<long> Moments(string name) =>
        [.. assertions.Where(a => ReferenceText.Same(a.Name, name) || IsAbove(a.Name, name)).Select(a => a.ValidFrom).Distinct().Order()];

    /// <summary>The values that a path finds in a list that was asserted for a name above it.</summary>
    public static ReferenceValue ThroughList(Fact.Assertion assertion, string name)
    {
        if (!IsAbove(assertion.Name, name) || Clears(assertion)) return ReferenceValue.None;
        if (ReferenceValue.Read(assertion.Value) is not ReferenceValue.List) return ReferenceValue.None;

        var depth = assertion.Name.Split('.').Length;
        return ReferenceValue.AtPath(ReferenceValue.Parse(assertion.Value!), string.Join('.', name.Split('.')[depth..]));
    }

    private static bool Clears(Fact.Assertion assertion) => ReferenceValue.Read(assertion.Value).IsMissing;

    private static bool IsAbove(string above, string name) => Above(name).Any(a => ReferenceText.Same(a, above));

    /// <summary>For a.b.c: a.b, then a.</summary>
    private static IEnumerable<string> Above(string name)
    {
        var words = name.Split('.');
        for (var taken = words.Length - 1; taken >= 1; taken--) yield return string.Join('.', words[..taken]);
    }
}
