using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>What was said about one profile's attributes, valid from when.</summary>
internal sealed class ReferenceHistory(IReadOnlyList<Fact.Assertion> assertions)
{
    /// <summary>The value in force at a moment, as it was sent: the latest valid-from at or before it, the last to arrive among equals.</summary>
    public ReferenceValue At(string name, long moment)
    {
        var own = Newest(a => ReferenceText.Same(a.Name, name) || (IsAbove(a.Name, name) && Clears(a)), moment);
        if (own is not null && ReferenceText.Same(own.Name, name) && !Clears(own)) return ReferenceValue.Read(own.Value);

        foreach (var above in Above(name))
        {
            var newest = Newest(a => ReferenceText.Same(a.Name, above) || (IsAbove(a.Name, above) && Clears(a)), moment);
            if (newest is null) continue;
            if (ThroughList(newest, name) is { IsMissing: false } found) return found;
        }

        return ReferenceValue.None;
    }

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

    private Fact.Assertion? Newest(Func<Fact.Assertion, bool> about, long moment) =>
        assertions.Where(a => a.ValidFrom <= moment && about(a)).OrderBy(a => a.ValidFrom).ThenBy(a => a.Number).LastOrDefault();
}
