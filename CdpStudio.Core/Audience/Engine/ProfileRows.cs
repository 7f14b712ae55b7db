using System.Collections.Immutable;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Which row a profile has, and whose entries it counts. A profile's row is born with its lowest identifier; when profiles merge, the
/// rows of the others die, and their entries stay where they lie until they are brought home; when a profile is taken apart, the rest gets
/// rows of its own. Identifiers that were erased have no row.
/// </summary>
/// <remarks>
/// A row is mixed when its entries do not all lie at home, or entries of others lie there. Invariant, after <see cref="Settle"/>: an
/// unmixed live row's entries are exactly those whose home it is.
/// </remarks>
internal sealed class ProfileRows(IdentityGraph graph)
{
    private readonly IdentityGraph _graph = graph;
    private readonly PagedColumn<int> _rowOfNode = new();
    private readonly PagedColumn<int> _rootOfRow = new();
    private readonly PagedColumn<long> _first = new();
    private readonly PagedColumn<long> _last = new();
    private readonly PagedColumn<long> _lastEvent = new();
    private readonly PagedColumn<ulong> _alive = new();
    private readonly NodeTimes _times = new();
    private readonly NodeHomes _homes = new();
    private readonly List<int> _pending = [];
    private readonly HashSet<int> _left = [];
    private readonly HashSet<int> _reconsidered = [];
    // By the lowest identifier of a profile, also of one that is part of another by now: its row plus one.
    private readonly PagedArray<int> _rowOfRoot = new();
    private HashSet<int> _vacated = [];
    private bool _anyErased;
    private bool _newlyErased;
    private ImmutableDictionary<int, int[]> _mixed = ImmutableDictionary<int, int[]>.Empty;
    private long _latestFirst = long.MinValue;
    private long _count;

    public int RowCount { get; private set; }

    /// <summary>What loads each of <see cref="RowsView.Columns"/>.</summary>
    public Action<BinaryReader>[] Columns => [_rowOfNode.Load, _rootOfRow.Load, _first.Load, _last.Load, _lastEvent.Load, _alive.Load];

    public int Mixed => _mixed.Count;

    /// <summary>Notes that a message or row was about an identifier.</summary>
    /// <returns>True for an identifier that is new here.</returns>
    public bool Touch(int node, long ts)
    {
        var isNew = _times.Touch(node, ts, out var waits);
        if (!waits) _pending.Add(node);
        return isNew;
    }

    /// <summary>Notes that an identifier that was touched has an event.</summary>
    public void Happened(int node, long ts) => _times.Happened(node, ts);

    public void Apply(Fact fact)
    {
        var changes = _graph.Apply(fact);
        // By index: an enumerator for every fact of the log would be an object for every fact of the log.
        for (var i = 0; i < changes.Count; i++)
        {
            var node = (int)changes[i].Node.Value;
            if (_times.Wait(node)) _pending.Add(node);
        }
    }

    /// <summary>Whether nothing about the identifier counts any more.</summary>
    public bool IsErased(int node) => _graph.IsErased(new ProfileId(node));

    /// <summary>The row that a node's new entry lies in from now on; negative when it was erased.</summary>
    public int Place(int node)
    {
        var row = _rowOfNode[node] - 1;
        if (row >= 0) _homes.Add(node, row);
        return row;
    }

    public int RowOf(int node) => _rowOfNode[node] - 1;

    /// <summary>Gives everybody who changed since the last time their row. To be called before entries are placed and views are made.</summary>
    public void Settle()
    {
        foreach (var node in _pending)
        {
            _times.Stop(node);
            if (IsErased(node))
            {
                Vacate(node);
                continue;
            }

            var root = (int)_graph.ComponentOf(new ProfileId(node)).Value;
            var row = RowFor(root);
            Move(node, row);
            Include(row, node);
        }

        _pending.Clear();
        foreach (var row in _left) SettleLeft(row);
        _left.Clear();
        foreach (var row in _reconsidered) Reconsider(row);
        _reconsidered.Clear();
    }

    /// <summary>Whether anybody was erased since the last call.</summary>
    /// <param name="homes">Rows in which their entries lie.</param>
    public bool TakeVacated(out IReadOnlyCollection<int> homes)
    {
        homes = _vacated;
        if (!_newlyErased) return false;

        (_vacated, _newlyErased) = ([], false);
        return true;
    }

    /// <summary>Rows in which entries of mixed profiles lie.</summary>
    public IEnumerable<int> HomesOfMixed() => _mixed.Values.SelectMany(homes => homes);

    /// <summary>All entries lie in the rows of their profiles now.</summary>
    public void Rehomed()
    {
        _homes.Rehome(RowOf);
        _mixed = _mixed.Clear();
    }

    public RowsView View() => new(
        RowCount, _count, _latestFirst, _rowOfNode.Freeze(), _rootOfRow.Freeze(), _first.Freeze(), _last.Freeze(), _lastEvent.Freeze(), _alive.Freeze(), _mixed, _anyErased);

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    /// <param name="captured">What was shown then.</param>
    public void Adopt(RowsView captured, ProfileRows saved)
    {
        _rowOfNode.Adopt(captured.RowOfNode, saved._rowOfNode);
        _rootOfRow.Adopt(captured.RootOfRow, saved._rootOfRow);
        _first.Adopt(captured.First, saved._first);
        _last.Adopt(captured.Last, saved._last);
        _lastEvent.Adopt(captured.LastEvent, saved._lastEvent);
        _alive.Adopt(captured.Alive, saved._alive);
        _rowOfRoot.Adopt(saved._rowOfRoot);
        _times.Adopt(saved._times);
        _homes.Adopt(saved._homes);
        _graph.Adopt(saved._graph);
    }

    /// <summary>What views do not show. While nobody waits.</summary>
    public Action<BinaryWriter> Freeze() => Frozen.All(_rowOfRoot.Freeze(), _times.Freeze(), _homes.Freeze(), _graph.Freeze());

    /// <summary>Fills this one, which is new, with what <see cref="Freeze"/> and <see cref="RowsView.Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _rowOfRoot.Load(reader);
        _times.Load(reader);
        _homes.Load(reader);
        _graph.Load(reader);
    }

    /// <inheritdoc cref="Load"/>
    public void LoadView(BinaryReader reader)
    {
        (RowCount, _count, _latestFirst) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64());
        var mixed = ImmutableDictionary.CreateBuilder<int, int[]>();
        for (var count = reader.ReadInt32(); count > 0; count--) mixed.Add(reader.ReadInt32(), reader.ReadArray<int>());
        _mixed = mixed.ToImmutable();
    }

    private int RowFor(int root)
    {
        var isNew = _rowOfRoot[root] == 0;
        if (isNew) _rowOfRoot[root] = ++RowCount;
        var row = _rowOfRoot[root] - 1;
        if (_rootOfRow[row] != 0) return row;
        if (!isNew) _reconsidered.Add(row);

        _rootOfRow[row] = root;
        _first[row] = long.MaxValue;
        _last[row] = long.MinValue;
        _lastEvent[row] = long.MinValue;
        _alive[row >> 6] |= 1UL << row;
        _count++;
        return row;
    }

    private void Move(int node, int row)
    {
        var before = RowOf(node);
        if (before == row) return;

        _rowOfNode[node] = row + 1;
        if (before >= 0) _left.Add(before);
        if (_homes.Move(node, row, _reconsidered)) _reconsidered.Add(row);
    }

    private void Vacate(int node)
    {
        var before = RowOf(node);
        if (before < 0) return;

        _left.Add(before);
        _rowOfNode[node] = 0;
        // In a row of somebody else's its entries are guests already, and its own dies.
        _homes.AddTo(node, _vacated);
        (_anyErased, _newlyErased) = (true, true);
    }

    private void Include(int row, int node)
    {
        _first[row] = Math.Min(_first[row], _times.First(node));
        _last[row] = Math.Max(_last[row], _times.Last(node));
        _lastEvent[row] = Math.Max(_lastEvent[row], _times.LastEvent(node));
        if (_first[row] != long.MaxValue) _latestFirst = Math.Max(_latestFirst, _first[row]);
    }

    /// <summary>A row that somebody left dies, or counts its times anew.</summary>
    private void SettleLeft(int row)
    {
        var root = _rootOfRow[row];
        if (root == 0) return;

        var lives = !IsErased(root) && _graph.ComponentOf(new ProfileId(root)).Value == root;
        _first[row] = long.MaxValue;
        _last[row] = long.MinValue;
        _lastEvent[row] = long.MinValue;
        if (lives)
        {
            foreach (var member in Members(root)) Include(row, member);
            _reconsidered.Add(row);
            return;
        }

        _rootOfRow[row] = 0;
        _alive[row >> 6] &= ~(1UL << row);
        _mixed = _mixed.Remove(row);
        _count--;
    }

    private void Reconsider(int row)
    {
        var root = _rootOfRow[row];
        if (root == 0) return;

        var homes = new HashSet<int> { row };
        foreach (var member in Members(root)) _homes.AddTo(member, homes);
        _mixed = homes.Count == 1 && !_homes.HasGuests(row) ? _mixed.Remove(row) : _mixed.SetItem(row, [.. homes]);
    }

    private IEnumerable<int> Members(int root)
    {
        var any = false;
        foreach (var member in _graph.MembersOf(new ProfileId(root)))
        {
            any = true;
            yield return (int)member.Value;
        }

        if (!any) yield return root;
    }
}
