using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Which identifiers have numbers and which edges are known, cancelled ones left out. What the transaction at hand adds lies apart until
/// it has committed. Who is one profile is not asked here, so nothing is folded.
/// </summary>
/// <param name="folder">Where what is seldom asked about lies in files.</param>
/// <param name="rules">They say in what form identifiers are born.</param>
internal sealed class IdentityState(string folder, IdentityRules rules) : IDisposable
{
    private readonly KnownIdentifiers _identifiers = new(folder, rules);
    private readonly KnownEdges _edges = new(folder);
    private readonly RunMarks _identifierRuns = new(folder);
    private readonly RunMarks _edgeRuns = new(folder);
    private readonly Dictionary<UInt128, ProfileId> _newNodes = [];
    private readonly Dictionary<ProfileId, UInt128> _newKeys = [];
    private readonly Dictionary<ProfileId, int> _newlyNamed = [];
    private readonly Dictionary<(ProfileId, ProfileId), (EdgeKind Kind, long Timestamp, int Source, int Run)> _newEdges = [];
    private readonly HashSet<ProfileId> _newlyAliased = [];
    private readonly List<(ProfileId A, ProfileId B)> _newCuts = [];
    private readonly List<(Fact.Edge Edge, int Run)> _new = [];

    /// <summary>Namespaces whose values have numbers by how they are written.</summary>
    public IReadOnlyList<string> Exact => rules.Exact;

    public static async Task<IdentityState> LoadAsync(StudioDbContext db, string folder, IdentityRules rules, CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await FactReader.CancellationsAsync(db, cancellationToken));
        var erased = (await FactReader.ErasuresAsync(db, cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var cuts = await CutsAsync(db, cancelled, cancellationToken);
        var runs = new RunsOfFacts(await db.RunRanges.AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken));
        var state = new IdentityState(folder, rules);
        try
        {
            await foreach (var edge in FactReader.EdgesAsync(db, cancellationToken))
            {
                if (cancelled.Contains(edge.Number) || Without(erased, edge) is not { } left) continue;

                state.Apply(left, runs.Of(edge.Number));
                if (IsCut(cuts, left)) state._edges.Cut(NumberOf(left.A.Profile), NumberOf(left.B.Profile));
            }
        }
        catch
        {
            state.Dispose();
            throw;
        }

        return state;
    }

    /// <summary>What an identifier is found by.</summary>
    public UInt128 KeyOf(string @namespace, string value) => _identifiers.KeyOf(@namespace, value);

    /// <summary>The number that the identifier was born with; null when it was never seen.</summary>
    public ProfileId? Find(UInt128 key)
    {
        if (_identifiers.Find(key) is not 0 and var number) return new ProfileId(number);
        return _newNodes.TryGetValue(key, out var node) ? node : null;
    }

    public void Add(UInt128 key, ProfileId node)
    {
        _newNodes.Add(key, node);
        _newKeys.Add(node, key);
    }

    /// <summary>Whether an edge names the identifier that the number was born with, and stays when another run is cancelled.</summary>
    /// <param name="run">Of the message at hand; 0 without one.</param>
    public bool IsNamed(ProfileId node, int run)
    {
        if (_newlyNamed.TryGetValue(node, out var by) && (by == 0 || by == run)) return true;
        return _identifiers.Contains(NumberOf(node)) && _identifierRuns.IsSaidFor(run, NumberOf(node));
    }

    /// <summary>Whether the edge was seen at this place of the canonical order, or at a lower one, and stays when another run is cancelled.</summary>
    /// <param name="run">Of the message at hand; 0 without one.</param>
    public bool IsKnown(ProfileId a, ProfileId b, EdgeKind kind, long timestamp, SourceId source, int run)
    {
        var isNew = _newEdges.TryGetValue(Pair(a, b), out var seen)
            && (seen.Run == 0 || seen.Run == run)
            && !IdentityGraph.IsLower((kind, timestamp, source.Value), (seen.Kind, seen.Timestamp, seen.Source));
        if (isNew) return true;

        var edge = _edges.Find(NumberOf(a), NumberOf(b));
        return _edges.IsKnown(edge, kind, timestamp, source.Value) && _edgeRuns.IsSaidFor(run, edge);
    }

    /// <summary>Whether there was any alias call.</summary>
    public bool HasAliases => _edges.HasAliases || _newlyAliased.Count > 0;

    /// <summary>Whether an alias call spoke of the identifier that the number was born with.</summary>
    public bool HasAlias(ProfileId node) => _edges.HasAlias(NumberOf(node)) || _newlyAliased.Contains(node);

    public void Add(Fact.Edge edge, int run)
    {
        _new.Add((edge, run));
        _newEdges[Pair(edge.A.Profile, edge.B.Profile)] = (edge.Kind, edge.Timestamp, edge.Source.Value, run);
        foreach (var node in (ReadOnlySpan<ProfileId>)[edge.A.Profile, edge.B.Profile])
        {
            if (edge.Kind == EdgeKind.Alias) _newlyAliased.Add(node);
            if (!_newlyNamed.TryGetValue(node, out var by) || by != 0) _newlyNamed[node] = run;
        }
    }

    /// <summary>What was seen of the two so far counts no more, once the transaction at hand has committed.</summary>
    public void Cut(ProfileId a, ProfileId b) => _newCuts.Add((a, b));

    /// <summary>The identifiers of numbers that were erased may be born again. Pairs with those numbers are never asked about again.</summary>
    public void Forget(IEnumerable<ProfileId> erased)
    {
        foreach (var node in erased) _identifiers.Forget(NumberOf(node));
    }

    /// <exception cref="SessionInDoubtException">It could not be kept, and is in doubt as a whole.</exception>
    public void Commit()
    {
        foreach (var (edge, run) in _new) Apply(edge, run);
        foreach (var (a, b) in _newCuts) _edges.Cut(NumberOf(a), NumberOf(b));
        Rollback();
    }

    public void Rollback()
    {
        _new.Clear();
        _newNodes.Clear();
        _newKeys.Clear();
        _newlyNamed.Clear();
        _newEdges.Clear();
        _newlyAliased.Clear();
        _newCuts.Clear();
    }

    public void Dispose()
    {
        _identifiers.Dispose();
        _edges.Dispose();
        _identifierRuns.Dispose();
        _edgeRuns.Dispose();
    }

    /// <summary>By pair, the lower number first: its last cut.</summary>
    private static async Task<Dictionary<(ProfileId, ProfileId), long>> CutsAsync(StudioDbContext db, CancelledFacts cancelled, CancellationToken cancellationToken)
    {
        var cuts = new Dictionary<(ProfileId, ProfileId), long>();
        await foreach (var cut in db.CutFacts.AsNoTracking().OrderBy(c => c.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!cancelled.Contains(cut.Number)) cuts[Pair(cut.ProfileA, cut.ProfileB)] = cut.Number;
        }

        return cuts;
    }

    private static bool IsCut(Dictionary<(ProfileId, ProfileId), long> cuts, Fact.Edge edge) =>
        cuts.TryGetValue(Pair(edge.A.Profile, edge.B.Profile), out var cut) && edge.Number < cut;

    /// <summary>An edge to somebody who was erased still says that the other end was seen.</summary>
    private static Fact.Edge? Without(HashSet<ProfileId> erased, Fact.Edge edge) => (erased.Contains(edge.A.Profile), erased.Contains(edge.B.Profile)) switch
    {
        (false, false) => edge,
        (false, true) => edge with { B = edge.A },
        (true, false) => edge with { A = edge.B },
        _ => null,
    };

    private void Apply(Fact.Edge edge, int run)
    {
        var (a, b) = (Introduce(edge.A, run), Introduce(edge.B, run));
        if (a == b) return;

        var known = _edges.Find(a, b);
        var wasCut = _edges.IsCut(known);
        _edgeRuns.Say(run, _edges.Add(known, a, b, edge.Kind, edge.Timestamp, edge.Source.Value), isNew: known == KnownEdges.None || wasCut);
    }

    private int Introduce(IdentityNode node, int run)
    {
        var number = NumberOf(node.Profile);
        var isNew = !_identifiers.Contains(number);
        if (isNew)
        {
            if (!_newKeys.TryGetValue(node.Profile, out var key)) key = KeyOf(node.Identifier.Namespace, node.Identifier.Value);
            _identifiers.Add(key, number);
        }

        _identifierRuns.Say(run, number, isNew);
        return number;
    }

    private static int NumberOf(ProfileId node) => checked((int)node.Value);

    private static (ProfileId, ProfileId) Pair(ProfileId a, ProfileId b) => a < b ? (a, b) : (b, a);
}
