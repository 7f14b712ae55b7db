using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship;

/// <summary>Reads what the log says of who is who.</summary>
public sealed class IdentityReader
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly IFactLog _log;
    private readonly FactReader _reader;
    private readonly EdgeLookup _edges;
    private readonly PastPeople _people;
    private readonly CurrentIdentityRules _rules;

    internal IdentityReader(
        IDbContextFactory<StudioDbContext> contexts, IFactLog log, FactReader reader, EdgeLookup edges, PastPeople people, CurrentIdentityRules rules) =>
        (_contexts, _log, _reader, _edges, _people, _rules) = (contexts, log, reader, edges, people, rules);

    /// <summary>More than that are shared by so many that a preview need not be exact. Also a bound of what SQL Server takes.</summary>
    private const int MostIdentifiers = 1_000;

    /// <summary>From neighbour to neighbour: nearly always two.</summary>
    private const int MostLooks = 8;

    /// <summary>What names one of these numbers.</summary>
    internal Task<IdentityFacts> OfAsync(IReadOnlyList<ProfileId> numbers, long upTo, CancellationToken cancellationToken) =>
        Aside(() => ReadAsync(numbers, upTo, looks: 1, cancellationToken), cancellationToken);

    /// <summary>The same, and what names their neighbours, and so on: everybody whom taking them apart can bring somewhere else.</summary>
    internal Task<IdentityFacts> AroundAsync(IReadOnlyList<ProfileId> numbers, long upTo, CancellationToken cancellationToken) =>
        Aside(() => ReadAsync(numbers, upTo, MostLooks, cancellationToken), cancellationToken);

    /// <summary>Fences between two groups of numbers that were put up after a fact and not cancelled.</summary>
    internal async Task<IReadOnlyList<Fact.Fence>> FencesAsync(
        IReadOnlyCollection<ProfileId> ones, IReadOnlyCollection<ProfileId> others, long after, CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await _log.CancellationsAsync(cancellationToken));
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var fences = await db.FenceFacts.AsNoTracking().Where(f => f.Number > after).OrderBy(f => f.Number).ToListAsync(cancellationToken);
        return
        [
            .. fences.Where(f => !cancelled.Contains(f.Number))
                .Where(f => (ones.Contains(f.ProfileA) && others.Contains(f.ProfileB)) || (ones.Contains(f.ProfileB) && others.Contains(f.ProfileA)))
                .Select(FenceOf),
        ];
    }

    // SQLite does its work on the caller's thread, which may be the one that draws somebody's page.
    private static Task<IdentityFacts> Aside(Func<Task<IdentityFacts>> read, CancellationToken cancellationToken) => Task.Run(read, cancellationToken);

    private async Task<IdentityFacts> ReadAsync(IReadOnlyList<ProfileId> numbers, long upTo, int looks, CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await _log.CancellationsAsync(cancellationToken));
        var erased = (await _log.ErasuresAsync(cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var facts = new SortedDictionary<long, Fact>();
        var known = numbers.ToHashSet();
        var next = numbers;
        for (var look = 0; look < looks && next.Count > 0 && known.Count <= MostIdentifiers; look++)
        {
            var found = new List<ProfileId>();
            foreach (var edge in (await _edges.OfAsync(next, upTo, cancellationToken)).Where(e => !cancelled.Contains(e.Number)))
            {
                facts.TryAdd(edge.Number, edge);
                found.AddRange(new[] { edge.A.Profile, edge.B.Profile }.Where(p => !erased.Contains(p) && known.Add(p)));
            }

            next = found;
        }

        var partings = await _reader.PartingsAsync(known, cancellationToken);
        var births = await _reader.AssertionsAsync(_people.Known.AssertionsAbout(known, BirthDate.Attributes), cancellationToken);
        foreach (var fact in partings.Concat(births).Where(f => f.Number <= upTo && !cancelled.Contains(f.Number))) facts.Add(fact.Number, fact);
        return new IdentityFacts([.. facts.Values], erased, IsWhole: next.Count == 0) { Rules = _rules.Rules };
    }

    private static Fact.Fence FenceOf(FenceRow row) => new(row.Number, row.RecordedAt, row.ProfileA, row.ProfileB);
}
