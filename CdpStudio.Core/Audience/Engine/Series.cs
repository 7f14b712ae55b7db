using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>What grows: one event type, attribute or identifier namespace as the one writer sees it.</summary>
/// <param name="texts">Where the values of identifiers lie; null for events and attributes.</param>
internal sealed class Series(string name, MergeLimits limits, BytePages? texts = null)
{
    private readonly RowBlocks _shape = new(limits.BlockBits);
    private readonly List<Column> _columns = [];
    private readonly NameTable _names = new();
    private readonly List<NewEntry> _waiting = [];
    private readonly List<SeriesBlock> _blocks = [];
    private readonly HashSet<int> _byHand = [];
    private int[]? _byHandView;
    private Dictionary<string, int> _byKey = [];
    private SeriesView? _view;
    private long _count;
    private long _firstTs = long.MaxValue;
    private long _lastTs = long.MinValue;

    public string Key { get; } = StudioText.Key(name);

    public int Blocks => _blocks.Count;

    public int Columns => _columns.Count;

    /// <summary>What <see cref="SeriesView.Save"/> wrote; the values of its columns and its blocks follow.</summary>
    public static Series Load(BinaryReader reader, MergeLimits limits, BytePages? texts)
    {
        var series = new Series(reader.ReadString(), limits, texts)
        {
            _count = reader.ReadInt64(),
            _firstTs = reader.ReadInt64(),
            _lastTs = reader.ReadInt64(),
        };
        for (var byHand = reader.ReadInt32(); byHand > 0; byHand--) series._byHand.Add(reader.ReadInt32());
        for (var blocks = reader.ReadInt32(); blocks > 0; blocks--) series._blocks.Add(new SeriesBlock());
        for (var columns = reader.ReadInt32(); columns > 0; columns--)
        {
            var spelled = reader.ReadString();
            var column = Column.Load(spelled, series.TextsOf(spelled), reader);
            series._byKey.Add(StudioText.Key(column.Name), series._columns.Count);
            series._columns.Add(column);
        }

        return series;
    }

    /// <summary>One of the same name that holds nothing.</summary>
    public Series Emptied() => new(name, limits, texts);

    /// <summary>Of different columns also from several threads at once.</summary>
    public void LoadValues(int column, BinaryReader reader) => _columns[column].LoadValues(reader);

    /// <inheritdoc cref="ValueDictionary.LoadPages"/>
    public void LoadPages(int column, BinaryReader reader) => _columns[column].LoadPages(reader);

    /// <inheritdoc cref="LoadValues"/>
    public void LoadBlock(int block, MappedReader reader) => _blocks[block] = SavedBlock.Load(reader);

    /// <summary>Leaves to a file that holds what was captured whatever has not changed since.</summary>
    public void Adopt(SeriesView captured, Series saved)
    {
        _view = null;
        for (var i = 0; i < captured.Columns.Length; i++) _columns[i].Adopt(captured.Columns[i], saved._columns[i]);
        for (var i = 0; i < captured.Blocks.Length; i++) _blocks[i].Adopt(captured.Blocks[i], saved._blocks[i]);
    }

    /// <inheritdoc cref="SavedBlock.LoadPlaces"/>
    public void LoadPlaces(int block, MappedReader reader) => _blocks[block] = SavedBlock.LoadPlaces(reader);

    /// <summary>Adds an entry that waits for its home.</summary>
    /// <returns>Its place, which the columns are set by.</returns>
    public int Append(int node, long ts, long number, int source = 0)
    {
        _firstTs = Math.Min(_firstTs, ts);
        _lastTs = Math.Max(_lastTs, ts);
        _count++;
        return Wait(new NewEntry(node, ts, number, source));
    }

    /// <summary>Remembers that people said something of a node by hand.</summary>
    public void SaidByHand(int node)
    {
        if (_byHand.Add(node)) (_byHandView, _view) = (null, null);
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
    /// <param name="homeOf">The row of a node; called once per entry, in order of arrival. Negative for an entry to be dropped.</param>
    public void Settle(Func<int, int> homeOf)
    {
        if (_waiting.Count == 0) return;

        _view = null;
        for (var i = 0; i < _waiting.Count; i++)
        {
            var row = homeOf(_waiting[i].Node);
            if (row < 0) continue;

            var block = BlockOf(row);
            var index = block.Append(_waiting[i], _shape.Within(row));
            for (var column = 0; column < _columns.Count; column++)
            {
                if (_columns[column].Place(_waiting[i], i) is not Cell.Missing and var cell) block.Set(column, index, cell);
            }
        }

        foreach (var column in _columns) column.Settled(_waiting.Count);
        _waiting.Clear();
    }

    public SeriesView View() => _view ??= new SeriesView(
        name, Key, _shape, [.. _blocks.Select(b => b.View())], [.. _columns.Select(c => c.View())], _byKey, _count, _firstTs, _lastTs,
        _byHandView ??= [.. _byHand]);

    /// <param name="isErased">Whose entries are dropped.</param>
    public void MergeIfLarge(MergeLimits than, Func<int, bool> isErased)
    {
        var waiting = 0;
        foreach (var block in _blocks) waiting += block.DeltaCount;

        foreach (var block in _blocks)
        {
            // What erased people left goes no later for the others' sake.
            if (waiting <= than.MostWaiting && !block.HoldsErased) continue;
            if (block.DeltaCount < Math.Max(than.SmallestMerge, block.BaseCount / than.BasePerDelta)) continue;

            _view = null;
            block.Merge(block.HoldsErased ? (node, _) => !isErased(node) : null, []);
        }
    }

    /// <summary>Notes in which rows entries of erased people lie: the next merge of the block drops them.</summary>
    public void Vacate(IEnumerable<int> rows)
    {
        foreach (var row in rows)
        {
            if (_shape.BlockOf(row) is var place && place < _blocks.Count) _blocks[place].Vacate(_shape.Within(row));
        }
    }

    /// <summary>Looks for the first values of columns anew where they were said by somebody who was erased.</summary>
    public void FindFirstValues(Func<int, bool> isErased)
    {
        for (var column = 0; column < _columns.Count; column++)
        {
            if (!_columns[column].BeginsWith(isErased)) continue;

            _view = null;
            NewEntry first = default;
            var said = Cell.Missing;
            foreach (var block in _blocks.Select(b => b.View()))
            {
                for (var i = 0; i < block.Count; i++)
                {
                    if (block.CellOf(column, i) is Cell.Missing || isErased(block.NodeOf(i))) continue;
                    if (said is Cell.Missing || block.NumberOf(i) < first.Number) (first, said) = (block.EntryAt(i), block.CellOf(column, i));
                }
            }

            _columns[column].BeginAgain(first, said);
        }
    }

    /// <summary>
    /// Takes the entries that lie in other rows than their profiles' out of some blocks; they wait for their homes then, but those of erased
    /// people.
    /// </summary>
    /// <param name="blocks">Those that hold such entries.</param>
    /// <param name="rowOf">The row of a node now; negative when it was erased.</param>
    public void TakeOut(IEnumerable<int> blocks, Func<int, int> rowOf)
    {
        foreach (var place in blocks.Where(b => b < _blocks.Count))
        {
            _view = null;
            var left = new List<int>();
            var before = _blocks[place].Merge((node, row) => rowOf(node) == _shape.RowOf(place, row), left);
            foreach (var index in left.Where(i => rowOf(before.NodeOf(i)) >= 0))
            {
                var waiting = Wait(before.EntryAt(index));
                for (var column = 0; column < _columns.Count; column++)
                {
                    if (before.CellOf(column, index) is not Cell.Missing and var cell) _columns[column].Restore(waiting, cell);
                }
            }
        }
    }

    private int Wait(in NewEntry entry)
    {
        _waiting.Add(entry);
        return _waiting.Count - 1;
    }

    private SeriesBlock BlockOf(int row)
    {
        var place = _shape.BlockOf(row);
        while (_blocks.Count <= place) _blocks.Add(new SeriesBlock());
        return _blocks[place];
    }

    private BytePages? TextsOf(string column) => StudioText.Key(column) == AttributeIntake.ColumnKey ? texts : null;

    private int AddName(ReadOnlySpan<byte> path)
    {
        var spelled = System.Text.Encoding.UTF8.GetString(path);
        var key = StudioText.Key(spelled);
        if (!_byKey.TryGetValue(key, out var place))
        {
            place = _columns.Count;
            _columns.Add(new Column(spelled, TextsOf(spelled)));
            // Views hold the old one.
            _byKey = new Dictionary<string, int>(_byKey) { [key] = place };
            _view = null;
        }

        _names.Add(path, place);
        return place;
    }
}
