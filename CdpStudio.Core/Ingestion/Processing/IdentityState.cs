using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Which identifiers have numbers and which edges are known, cancelled ones left out. What the transaction at hand adds lies apart until
/// it has committed.
/// </summary>
internal sealed class IdentityState
{
    private readonly IdentityGraph _graph = new();
    private readonly RunMarks _nodeRuns = new();
    private readonly RunMarks _edgeRuns = new();
    private readonly Dictionary<(string Namespace, string NormalForm), ProfileId> _newNodes = new(new KeyComparer());
    private readonly Dictionary<ProfileId, int> _newlyNamed = [];
    private readonly Dictionary<(ProfileId, ProfileId), (EdgeKind Kind, long Timestamp, int Source, int Run)> _newEdges = [];
    private readonly List<(Fact.Edge Edge, int Run)> _new = [];

    public static async Task<IdentityState> LoadAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await FactReader.CancellationsAsync(db, cancellationToken));
        var runs = new RunsOfFacts(await db.RunRanges.AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken));
        var state = new IdentityState();
        await foreach (var edge in FactReader.EdgesAsync(db, cancellationToken))
        {
            if (!cancelled.Contains(edge.Number)) state.Apply(edge, runs.Of(edge.Number));
        }

        return state;
    }

    /// <summary>The number that the identifier was born with; null when it was never seen.</summary>
    public ProfileId? Find(string @namespace, string value)
    {
        if (_graph.TryFind(@namespace, value, out var node)) return node;
        return _newNodes.TryGetValue(KeyOf(@namespace, value), out node) ? node : null;
    }

    public void Add(Identifier identifier, ProfileId node) => _newNodes.Add(KeyOf(identifier.Namespace, identifier.Value), node);

    /// <summary>Whether an edge names the identifier that the number was born with, and stays when another run is cancelled.</summary>
    /// <param name="run">Of the message at hand; 0 without one.</param>
    public bool IsNamed(ProfileId node, int run)
    {
        if (_newlyNamed.TryGetValue(node, out var by) && (by == 0 || by == run)) return true;
        return _graph.Contains(node) && _nodeRuns.IsSaidFor(run, (int)node.Value);
    }

    /// <summary>Whether the edge was seen at this place of the canonical order, or at a lower one, and stays when another run is cancelled.</summary>
    /// <param name="run">Of the message at hand; 0 without one.</param>
    public bool IsKnown(ProfileId a, ProfileId b, EdgeKind kind, long timestamp, SourceId source, int run)
    {
        var isNew = _newEdges.TryGetValue(Pair(a, b), out var seen)
            && (seen.Run == 0 || seen.Run == run)
            && !IdentityGraph.IsLower((kind, timestamp, source.Value), (seen.Kind, seen.Timestamp, seen.Source));
        if (isNew) return true;

        return _graph.Knows(a, b, kind, timestamp, source) && _edgeRuns.IsSaidFor(run, _graph.EdgeBetween(a, b));
    }

    /// <summary>Whether an alias call spoke of the identifier that the number was born with.</summary>
    public bool HasAlias(ProfileId node) =>
        _graph.HasAlias(node) || _newEdges.Any(e => e.Value.Kind == EdgeKind.Alias && (e.Key.Item1 == node || e.Key.Item2 == node));

    public void Add(Fact.Edge edge, int run)
    {
        _new.Add((edge, run));
        _newEdges[Pair(edge.A.Profile, edge.B.Profile)] = (edge.Kind, edge.Timestamp, edge.Source.Value, run);
        foreach (var node in (ReadOnlySpan<ProfileId>)[edge.A.Profile, edge.B.Profile])
        {
            if (!_newlyNamed.TryGetValue(node, out var by) || by != 0) _newlyNamed[node] = run;
        }
    }

    public void Commit()
    {
        foreach (var (edge, run) in _new) Apply(edge, run);
        Rollback();
    }

    public void Rollback()
    {
        _new.Clear();
        _newNodes.Clear();
        _newlyNamed.Clear();
        _newEdges.Clear();
    }

    private void Apply(Fact.Edge edge, int run)
    {
        var (a, b) = (edge.A.Profile, edge.B.Profile);
        _nodeRuns.Say(run, (int)a.Value, !_graph.Contains(a));
        _nodeRuns.Say(run, (int)b.Value, !_graph.Contains(b));
        var known = _graph.EdgeBetween(a, b);
        _graph.Apply(edge);
        if (a != b) _edgeRuns.Say(run, known >= 0 ? known : _graph.EdgeBetween(a, b), isNew: known < 0);
    }

    private static (string, string) KeyOf(string @namespace, string value) => (@namespace, IdentifierKey.Normalise(@namespace, value));

    private static (ProfileId, ProfileId) Pair(ProfileId a, ProfileId b) => a < b ? (a, b) : (b, a);

    private sealed class KeyComparer : IEqualityComparer<(string Namespace, string NormalForm)>
    {
        public bool Equals((string Namespace, string NormalForm) x, (string Namespace, string NormalForm) y) =>
            IdentifierKey.Comparer.Equals(x.Namespace, y.Namespace) && IdentifierKey.Comparer.Equals(x.NormalForm, y.NormalForm);

        public int GetHashCode((string Namespace, string NormalForm) obj) =>
            HashCode.Combine(IdentifierKey.Comparer.GetHashCode(obj.Namespace), IdentifierKey.Comparer.GetHashCode(obj.NormalForm));
    }
}
