using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Which identifiers have numbers and which edges are known. What the transaction at hand adds lies apart until it has committed.
/// </summary>
internal sealed class IdentityState
{
    private readonly IdentityGraph _graph = new();
    private readonly Dictionary<(string Namespace, string NormalForm), ProfileId> _newNodes = new(new KeyComparer());
    private readonly Dictionary<(ProfileId, ProfileId), (EdgeKind Kind, long Timestamp, int Source)> _newEdges = [];
    private readonly List<Fact.Edge> _new = [];

    public static async Task<IdentityState> LoadAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var state = new IdentityState();
        await foreach (var edge in FactReader.EdgesAsync(db, cancellationToken)) state._graph.Apply(edge);

        return state;
    }

    /// <summary>The number that the identifier was born with; null when it was never seen.</summary>
    public ProfileId? Find(string @namespace, string value)
    {
        if (_graph.TryFind(@namespace, value, out var node)) return node;
        return _newNodes.TryGetValue(KeyOf(@namespace, value), out node) ? node : null;
    }

    public void Add(Identifier identifier, ProfileId node) => _newNodes.Add(KeyOf(identifier.Namespace, identifier.Value), node);

    /// <summary>Whether the edge was seen at this place of the canonical order, or at a lower one.</summary>
    public bool IsKnown(ProfileId a, ProfileId b, EdgeKind kind, long timestamp, SourceId source)
    {
        if (_newEdges.TryGetValue(Pair(a, b), out var seen) && !IdentityGraph.IsLower((kind, timestamp, source.Value), seen)) return true;
        return _graph.Knows(a, b, kind, timestamp, source);
    }

    public void Add(Fact.Edge edge)
    {
        _new.Add(edge);
        _newEdges[Pair(edge.A.Profile, edge.B.Profile)] = (edge.Kind, edge.Timestamp, edge.Source.Value);
    }

    public void Commit()
    {
        foreach (var edge in _new) _graph.Apply(edge);
        Rollback();
    }

    public void Rollback()
    {
        _new.Clear();
        _newNodes.Clear();
        _newEdges.Clear();
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
