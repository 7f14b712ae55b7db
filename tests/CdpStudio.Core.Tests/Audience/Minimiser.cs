using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Makes a failure small enough to read: the smallest part of the rule, and as few facts as still show it.</summary>
internal static class Minimiser
{
    public static async Task<(ReferenceWorld World, AudienceQuery Query)> RunAsync(
        ReferenceWorld world, AudienceQuery query, Func<ReferenceWorld, AudienceQuery, Task<bool>> fails)
    {
        query = await SmallestAsync(query, q => fails(world, q));
        // A number of the log means other facts once some are taken out.
        if (query.KnownAt is not null) return (world, query);

        for (var size = world.Facts.Count / 2; size >= 1; size /= 2)
        {
            for (var start = 0; start < world.Facts.Count;)
            {
                var fewer = world with { Facts = Numbered([.. world.Facts.Take(start), .. world.Facts.Skip(start + size)]) };
                if (IsPossible(fewer.Facts) && await fails(fewer, query)) world = fewer;
                else start += size;
            }
        }

        return (world, query);
    }

    private static async Task<AudienceQuery> SmallestAsync(AudienceQuery query, Func<AudienceQuery, Task<bool>> fails)
    {
        foreach (var simpler in Simpler(query))
            if (await fails(simpler)) return await SmallestAsync(simpler, fails);

        return query;
    }

    private static IEnumerable<AudienceQuery> Simpler(AudienceQuery query)
    {
        if (query.AsOf is not null) yield return query with { AsOf = null };
        if (query.KnownAt is not null) yield return query with { KnownAt = null };

        foreach (var child in query.Rule.Children()) yield return query with { Rule = child.Rule };
        foreach (var rule in Fewer(query.Rule)) yield return query with { Rule = rule };
    }

    private static IEnumerable<Rule> Fewer(Rule rule) => rule switch
    {
        Rule.All r => Without(r.Rules).Select(rules => new Rule.All(rules)),
        Rule.Any r => Without(r.Rules).Select(rules => new Rule.Any(rules)),
        Rule.Did r => Without(r.Events.Where).Select(where => r with { Events = r.Events with { Where = where } })
            .Concat(r.During is Window.Always ? [] : [r with { During = new Window.Always() }]),
        _ => [],
    };

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> items) =>
        items.Select((_, place) => (IReadOnlyList<T>)[.. items.Where((_, i) => i != place)]);

    /// <summary>Nobody has a second number while the first one lives: without the erasure between them, no processor writes that.</summary>
    private static bool IsPossible(IReadOnlyList<Fact> facts) => ReferenceFacts.Counting(facts, null)
        .OfType<Fact.Edge>()
        .SelectMany(e => new[] { e.A, e.B })
        .GroupBy(n => (n.Identifier.Namespace, n.Identifier.Value.Normalize().ToUpperInvariant()))
        .All(same => same.Select(n => n.Profile).Distinct().Count() == 1);

    private static List<Fact> Numbered(IReadOnlyList<Fact> facts)
    {
        var numbers = facts.Select(f => f.Number).ToList();
        return [.. facts.Select((fact, i) => fact is Fact.Cancellation c ? Moved(c, i + 1, numbers) : fact with { Number = i + 1 })];
    }

    // A cancellation goes on meaning the same facts under their new numbers; of none of them it is an empty range.
    private static Fact.Cancellation Moved(Fact.Cancellation cancellation, long number, List<long> numbers) => cancellation with
    {
        Number = number,
        First = numbers.Count(n => n < cancellation.First) + 1,
        Last = numbers.Count(n => n <= cancellation.Last),
    };
}
