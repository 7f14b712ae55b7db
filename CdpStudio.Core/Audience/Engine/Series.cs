using System.Runtime.InteropServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>What grows: one event type, attribute or identifier namespace as the one writer sees it.</summary>
internal sealed class Series(SeriesKind kind, string name, MergeLimits limits)
{
    private readonly List<Column> _columns = [];
    private readonly NameTable _names = new();
    private SeriesBase _base = SeriesBase.Empty(kind == SeriesKind.Attribute);
    private SeriesDelta _delta = new(kind == SeriesKind.Attribute);
    private Dictionary<string, int> _byKey = [];
    private SeriesView? _view;
    private long _firstTs = long.MaxValue;
    private long _lastTs = long.MinValue;

    public SeriesKind Kind => kind;

    public string Name => name;

    public string Key { get; } = StudioText.Key(name);

    /// <summary>Adds an entry that waits to be settled.</summary>
    /// <returns>Its place, which the columns are set by.</returns>
    public int Append(int node, long ts, long number, int source = 0)
    {
        _view = null;
        _firstTs = Math.Min(_firstTs, ts);
        _lastTs = Math.Max(_lastTs, ts);
        return _delta.Append(node, ts, number, source);
    }

    /// <summary>The column of a path, which is made when it is new.</summary>
    /// <param name="path">UTF-8; compared by its folded key.</param>
    public Column ColumnOf(ReadOnlySpan<byte> path)
    {
        var place = _names.Find(path);
        if (place < 0) place = AddName(path);
        return _columns[place];
    }

    /// <summary>Gives waiting entries their homes.</summary>
    /// <param name="homeOf">The row of a node; called once per entry, in order of arrival.</param>
    public void Settle(Func<int, int> homeOf)
    {
        while (_delta.Settled < _delta.Count) _delta.Settle(homeOf(_delta.NodeOf(_delta.Settled)));
    }

    public SeriesView View() => _view ??= new SeriesView(
        kind, name, Key, _base, _delta.View(), [.. _columns.Select(c => c.View())], _byKey, _firstTs, _lastTs);

    public void MergeIfLarge()
    {
        if (_delta.Settled >= Math.Max(limits.SmallestMerge, _base.Count / limits.BasePerDelta)) Merge(null);
    }

    /// <param name="rehome">The row of a node, to bring all entries home; null keeps each where it is.</param>
    public void Merge(Func<int, int>? rehome)
    {
        var view = View();
        var merged = SeriesMerge.Run(view, rehome, out var runs);
        for (var i = 0; i < _columns.Count; i++)
        {
            var column = view.Columns[i];
            var cells = Cells.Gather(column.Base, view.Base.Count, column.Delta, CollectionsMarshal.AsSpan(runs), merged.Count);
            _columns[i].Rebase(cells, merged.Count, view.Delta.Count, _delta.Count);
        }

        _base = merged;
        _delta = _delta.Without(view.Delta.Count);
        _view = null;
    }

    private int AddName(ReadOnlySpan<byte> path)
    {
        var name = System.Text.Encoding.UTF8.GetString(path);
        var key = StudioText.Key(name);
        if (!_byKey.TryGetValue(key, out var place))
        {
            place = _columns.Count;
            _columns.Add(new Column(name, _base.Count));
            // Views hold the old one.
            _byKey = new Dictionary<string, int>(_byKey) { [key] = place };
            _view = null;
        }

        _names.Add(path, place);
        return place;
    }
}
