using System.Runtime.CompilerServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>The facts of some ranges, and whom they are about.</summary>
internal static class FactsOfRanges
{
    /// <summary>
    /// In one pass: beside busy tracking an import has a range for each transaction, and reading far apart costs more than reading on.
    /// </summary>
    /// <param name="rising">Disjoint, in rising order.</param>
    /// <returns>Each fact with the place of its range.</returns>
    public static async IAsyncEnumerable<(Fact Fact, int Range)> ReadAsync(
        this IFactLog log, IReadOnlyList<FactRange> rising, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rising.Count == 0) yield break;

        var at = 0;
        await foreach (var fact in log.ReadAsync(rising[0].First - 1, cancellationToken))
        {
            while (at < rising.Count && rising[at].Last < fact.Number) at++;
            if (at == rising.Count) yield break;
            if (rising[at].First <= fact.Number) yield return (fact, at);
        }
    }

    /// <summary>By the numbers that their identifiers were born with. Nobody, for what stewards say.</summary>
    public static (ProfileId, ProfileId?)? People(this Fact fact) => fact switch
    {
        Fact.Event happened => (happened.Profile, null),
        Fact.Assertion said => (said.Profile, null),
        Fact.Edge edge => (edge.A.Profile, edge.B.Profile),
        _ => null,
    };
}
