using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Values of one attribute: what was asserted under its own name and, where that is missing, what its path finds in a list that was
/// asserted under a name above it; of each the assertion that wins.
/// </summary>
internal sealed class AttributeReader
{
    private readonly SeriesView? _own;
    private readonly AttributeContest? _contest;
    private readonly TypedColumn _column;
    private readonly IReadOnlyList<ListAbove> _above;
    private readonly WorkspaceZone _zone;

    public AttributeReader(Snapshot snapshot, Declared declared, string name)
    {
        var key = StudioText.Key(name);
        _zone = declared.Zone;
        _own = snapshot.Attributes.Find(key);
        _above = Above(snapshot, declared, key);
        Type = declared.Attribute(key) ?? FirstType();
        _column = new TypedColumn(Type is null ? null : _own?.Column(AttributeIntake.ColumnKey), Type, _zone);
        _contest = _own is null ? null : new AttributeContest(snapshot, _own, Type, declared.Winning(key), _zone);
    }

    /// <summary>Declared, else of the first value that arrived; null when there was none: then it is missing for everybody.</summary>
    public DataType? Type { get; }

    public SeriesView? Own => _own;

    /// <summary>The cells of its own assertions; all there is while <see cref="HasAbove"/> is false.</summary>
    public TypedColumn Column => _column;

    public bool HasAbove => _above.Count > 0;

    /// <summary>In rows that are marked in blocks the newest of its own assertions wins.</summary>
    public bool IsNewestNearlyAlways => _contest is null or { IsNewestNearlyAlways: true };

    public IEnumerable<SeriesView> Series => _above.Select(a => a.Series).Concat(_own is null ? [] : [_own]);

    public StudioValue? ValueAt(RowReader reader, long moment)
    {
        if (Type is not { } type) return null;
        if (_contest is not null && !_contest.IsNewest(reader))
        {
            if (_contest.At(reader, moment) is { } won) return won.Value;
        }
        else if (NewestAt(reader, _own, moment) is { } own && _column.CellAt(own) is not Cell.Missing and var cell)
        {
            return _column.ValueOf(cell);
        }

        foreach (var above in _above)
        {
            if (above.At(reader, moment) is { } list) return list.As(type, _zone);
        }

        return null;
    }

    /// <summary>Which of its own assertions wins, and why; null where none does.</summary>
    public AttributeWinner? WinnerAt(RowReader reader, long moment) => _contest?.At(reader, moment);

    /// <summary>The value of its own assertions as JSON text, as it was said; null where there is none.</summary>
    public string? OwnJsonAt(RowReader reader, long moment)
    {
        if (_contest is null) return null;
        if (!_contest.IsNewest(reader)) return _contest.At(reader, moment) is { } won ? _contest.JsonOf(won) : null;

        return NewestAt(reader, _own, moment) is { } newest ? ValueText.AsSaid(_column.View, _column.CellAt(newest)) : null;
    }

    /// <inheritdoc cref="AttributeContest.JsonOf(in AttributeWinner)"/>
    public string? JsonOf(in AttributeWinner won) => _contest!.JsonOf(won); // who has a winner has one

    /// <summary>Whether the newest of its own assertions wins in the reader's row.</summary>
    public bool IsNewest(RowReader reader) => _contest is null || _contest.IsNewest(reader);

    /// <summary>The value as JSON text: dates and lists as they were said, everything else as the attribute's type reads it.</summary>
    public string? JsonAt(RowReader reader, long moment)
    {
        var value = ValueAt(reader, moment);
        if (value is not (StudioValue.Moment or StudioValue.List)) return ValueText.Of(value);

        return OwnJsonAt(reader, moment) ?? ValueText.Of(value);
    }

    public long? MomentAt(RowReader reader, long moment) =>
        ValueAt(reader, moment) is StudioValue.Moment value ? value.Milliseconds : null;

    /// <summary>The newest values of a block as moments; null when they are no dates, may come from elsewhere or lie ahead of now.</summary>
    public Beginnings? MomentsOf(int block, long now)
    {
        if (HasAbove || !IsNewestNearlyAlways || Type != DataType.DateTime || _own is null || _column.View is not { } view) return null;

        var sorted = _own.Block(block).Base;
        return sorted.LastTs > now ? null : new Beginnings(sorted, NewestMoments(sorted, view.BaseOf(block)));
    }

    /// <summary>Of a block of which no value lies ahead of now.</summary>
    public Cells NewestMoments(SeriesBase sorted, in Cells said) =>
        sorted.Newest.Moments(sorted, said, cell => _column.ValueOf(cell) is StudioValue.Moment moment ? moment.Milliseconds : null, _zone);

    /// <summary>Moments at which the value may have changed.</summary>
    public IEnumerable<long> Moments(RowReader reader)
    {
        var moments = new SortedSet<long>();
        foreach (var series in Series)
        {
            var slice = reader.Read(series);
            for (var i = 0; i < slice.Count; i++) moments.Add(series.TsOf(slice[i]));
        }

        return moments;
    }

    /// <summary>The newest assertion by a moment, which wins in nearly all rows; null when there is none.</summary>
    public static Entry? NewestAt(RowReader reader, SeriesView? series, long moment)
    {
        if (series is null) return null;
        if (reader.TryFind(series, out var block, out var start, out var end) && series.Block(block).Base.LastTs <= moment)
            return start == end ? null : new Entry(block, end - 1);

        var slice = reader.Read(series);
        return slice.FirstFrom(moment + 1) is > 0 and var count ? slice[count - 1] : null;
    }

    private DataType? FirstType()
    {
        var column = _own?.Column(AttributeIntake.ColumnKey);
        var ownFact = column is null or { FirstFact: 0 } ? long.MaxValue : column.Value.FirstFact;
        if (_above.Any(a => a.FirstFact() < ownFact)) return DataType.List;

        return column?.FirstKind switch
        {
            ValueKind.Text => DataType.Text,
            ValueKind.Number or ValueKind.LongNumber => DataType.Number,
            ValueKind.Boolean => DataType.Boolean,
            ValueKind.List => DataType.List,
            _ => null,
        };
    }

    private static List<ListAbove> Above(Snapshot snapshot, Declared declared, string key)
    {
        var above = new List<ListAbove>();
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (snapshot.Attributes.Find(key[..dot]) is { } series && series.Column(AttributeIntake.ColumnKey) is { } column && HasObjects(column.Values))
            {
                var rule = declared.Winning(series.Key);
                // Read as its type only where that decides.
                var type = rule.By == WinsBy.Newest ? null : new AttributeReader(snapshot, declared, series.Name).Type;
                above.Add(new ListAbove(snapshot.Rows, series, column, new AttributeContest(snapshot, series, type, rule, declared.Zone), key[(dot + 1)..]));
            }
        }

        return above;
    }

    private static bool HasObjects(DictionaryView values)
    {
        for (var code = 1; code < values.Count; code++)
        {
            if (values.KindOf(code) == ValueKind.List && values.Payload(code).Contains((byte)'{')) return true;
        }

        return false;
    }

    private sealed class ListAbove(RowsView rows, SeriesView series, ColumnView column, AttributeContest contest, string rest)
    {
        private readonly StudioValue?[] _found = new StudioValue?[column.Values.Count];
        private readonly bool[] _looked = new bool[column.Values.Count];

        public SeriesView Series => series;

        public StudioValue? At(RowReader reader, long moment)
        {
            if (contest.IsNewest(reader)) return NewestAt(reader, series, moment) is { } newest ? Find(newest) : null;
            if (contest.At(reader, moment) is not { } won) return null;
            if (!won.IsMade) return Find(won.Entry);
            if (contest.JsonOf(won) is not { } made) return null;

            using var document = JsonDocument.Parse(made);
            return JsonPaths.At(document.RootElement, rest);
        }

        private StudioValue? Find(Entry entry)
        {
            var cell = column[entry];
            if (cell == Cell.Missing || !Cell.IsCode(cell) || column.Values.KindOf((int)cell) != ValueKind.List) return null;
            if (_looked[cell]) return _found[cell];

            using var document = JsonDocument.Parse(column.Values.TextOf((int)cell));
            _looked[cell] = true;
            return _found[cell] = JsonPaths.At(document.RootElement, rest);
        }

        /// <summary>Number of the first assertion whose list has the path.</summary>
        public long FirstFact()
        {
            var first = long.MaxValue;
            foreach (var entry in series.Entries())
            {
                if (rows.Counts(series.NodeOf(entry)) && Find(entry) is not null) first = Math.Min(first, series.NumberOf(entry));
            }

            return first;
        }
    }
}
