using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

internal sealed class IndexedTypeReadings(LiveAudience index, IAudienceCatalogue catalogue) : ITypeReadings
{
    private const int MaxExamples = 5;
    private const int MaxExampleLength = 100;

    public TypeReading Foresee(string? eventName, string name, DataType? type)
    {
        var (snapshot, declared, key) = (index.Current, new Declared(catalogue.Current), StudioText.Key(name));
        var series = eventName is null ? snapshot.Attributes.Find(key) : snapshot.Events.Find(StudioText.Key(eventName));
        if (series?.Column(eventName is null ? AttributeIntake.ColumnKey : key) is not { } column) return new TypeReading(0, 0, 0, 0, 0, []);

        // What a property is where nothing is declared, each of its values says; of an attribute the first one says it for all.
        var first = eventName is null ? FirstType(column.FirstKind) : null;
        var before = (eventName is null ? declared.Attribute(key) : declared.Property(series.Key, key)) ?? first;
        var count = new Counting(before, type ?? first, declared.Zone);
        Read(snapshot.Rows, series, column, count);
        return count.Reading;
    }

    private static void Read(RowsView rows, SeriesView series, ColumnView column, Counting count)
    {
        var codes = new long[column.Values.Count];
        var everybody = !rows.AnyErased;
        foreach (var entry in series.Entries())
        {
            var cell = column[entry];
            if (cell == Cell.Missing || (!everybody && !rows.Counts(series.NodeOf(entry)))) continue;

            // Values that repeat are read once; numbers, of which there may be as many as entries, each by itself.
            if (!Cell.IsCode(cell)) count.Add(new StudioValue.Number(Cell.ToNumber(cell)), 1);
            else if (cell < codes.Length) codes[cell]++;
        }

        for (var code = 1; code < codes.Length; code++)
        {
            if (codes[code] > 0 && column.Values.ValueOf(code) is { } value) count.Add(value, codes[code]);
        }
    }

    private static DataType? FirstType(ValueKind kind) => kind switch
    {
        ValueKind.Text => DataType.Text,
        ValueKind.Number or ValueKind.LongNumber => DataType.Number,
        ValueKind.Boolean => DataType.Boolean,
        ValueKind.List => DataType.List,
        _ => null,
    };

    private sealed class Counting(DataType? before, DataType? after, WorkspaceZone zone)
    {
        private readonly List<string> _examples = [];
        private long _values;
        private long _same;
        private long _converted;
        private long _lost;
        private long _gained;

        public TypeReading Reading => new(_values, _same, _converted, _lost, _gained, _examples);

        public void Add(StudioValue value, long times)
        {
            _values += times;
            var (was, becomes) = (ReadAs(value, before), ReadAs(value, after));
            if (was is null && becomes is not null) _gained += times;
            else if (was is not null && becomes is null) Lose(value, times);
            else if (was is not null && ValueClass.KeyOf(was) == ValueClass.KeyOf(becomes!)) _same += times; // both are there by now
            else if (was is not null) _converted += times;
        }

        private StudioValue? ReadAs(StudioValue value, DataType? type) => type is { } known ? value.As(known, zone) : value;

        private void Lose(StudioValue value, long times)
        {
            _lost += times;
            if (_examples.Count < MaxExamples && value.Excerpt(MaxExampleLength) is var example && !_examples.Contains(example)) _examples.Add(example);
        }
    }
}
