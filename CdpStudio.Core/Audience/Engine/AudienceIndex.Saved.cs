using System.Text;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

internal sealed partial class AudienceIndex
{
    /// <summary>What was published last, to be written while this goes on. For the one writer, while nothing was applied since.</summary>
    public CapturedIndex Capture()
    {
        var captured = new CapturedIndex(Current, Frozen.All(_rows.Freeze(), _met.Freeze()), FreezeClearings(), new object());
        _captured = captured.Moment;
        return captured;
    }

    /// <summary>What a file holds of an index that was captured into it, for <see cref="Adopt"/> alone. Large parts of it stay in the file.</summary>
    /// <exception cref="DoubtfulSectionException">A part of it is not as it was written.</exception>
    /// <param name="cancellationToken">Looked at before each section.</param>
    public static AudienceIndex LoadPages(SectionFile file, MergeLimits limits, CancellationToken cancellationToken)
    {
        var saved = new AudienceIndex(limits, []);
        file.Read(IndexSections.Series, saved.LoadSeries);
        var rows = saved._rows.Columns.Select((load, column) => (IndexSections.RowColumn(column), (Action<MappedReader>)load));
        var series = saved.SeriesParts((s, column, reader) => s.LoadPages(column, reader), (s, block, reader) => s.LoadPlaces(block, reader));
        foreach (var (name, load) in series.Concat(rows).Append((IndexSections.Identities, saved.LoadIdentities)).Append((IndexSections.Clearings, saved.LoadClearings)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Read(name, reader =>
            {
                load(reader);
                return true;
            });
        }

        saved._file = file.Mapped;
        return saved;
    }

    /// <summary>
    /// Leaves whatever has not changed since it was captured to the file that it was written into: memory then holds what is new, and what
    /// is looked at. Readers see the same. For the one writer.
    /// </summary>
    /// <param name="saved">Of <see cref="LoadPages"/>.</param>
    public void Adopt(CapturedIndex captured, AudienceIndex saved)
    {
        // What was frozen since then may show pages that have changed.
        if (!ReferenceEquals(captured.Moment, _captured) || HasLost || saved._file is not { } file) return;

        (_fileBefore, _file) = (_file, file);
        _rows.Adopt(captured.Snapshot.Rows, saved._rows);
        _met.Adopt(saved._met);
        foreach (var (key, theirs) in saved._clearings) _clearings[key].Adopt(theirs);
        foreach (var ((kind, own), theirs) in IndexSections.Kinds(captured.Snapshot).Zip(Tables).Zip(saved.Tables))
        {
            for (var place = 0; place < kind.All.Length; place++) own.All[place].Adopt(kind.All[place], theirs.All[place]);
        }
    }

    /// <summary>The index that was captured into a file, perhaps without what <see cref="HasLost"/> speaks of.</summary>
    /// <param name="lost">Told of each section that is in doubt.</param>
    /// <exception cref="DoubtfulSectionException">A part of it that all others rest on is not as it was written.</exception>
    public static AudienceIndex Load(SectionFile file, MergeLimits limits, Action<DoubtfulSectionException>? lost = null)
    {
        var index = new AudienceIndex(limits, []);
        file.Read(IndexSections.Series, index.LoadSeries);
        var doubtful = file.ReadAll(index.Parts());
        index.Lose(doubtful);
        foreach (var e in doubtful) lost?.Invoke(e);
        index._file = file.Mapped;
        Volatile.Write(ref index._current, index.View());
        return index;
    }

    private bool LoadSeries(BinaryReader reader)
    {
        _position = reader.ReadInt64();
        if (reader.ReadInt32() is var bits && bits != _limits.BlockBits)
            throw new InvalidDataException(FormattableString.Invariant($"Blocks of {bits} bits instead of {_limits.BlockBits}."));

        foreach (var table in Tables) table.Load(reader);
        return true;
    }

    private SeriesTable[] Tables => [_events, _attributes, _identifiers];

    private Dictionary<string, Action<MappedReader>> Parts()
    {
        var parts = new Dictionary<string, Action<MappedReader>>
        {
            [IndexSections.Identities] = LoadIdentities,
            [IndexSections.Clearings] = LoadClearings,
            [IndexSections.Rows] = _rows.LoadView,
        };
        foreach (var (column, load) in _rows.Columns.Index()) parts[IndexSections.RowColumn(column)] = load;
        foreach (var (name, load) in SeriesParts((s, column, reader) => s.LoadValues(column, reader), (s, block, reader) => s.LoadBlock(block, reader))) parts[name] = load;
        return parts;
    }

    private IEnumerable<(string Name, Action<MappedReader> Load)> SeriesParts(
        Action<Series, int, MappedReader> loadValues, Action<Series, int, MappedReader> loadBlock)
    {
        foreach (var (kind, table) in Tables.Index())
        {
            foreach (var (place, series) in table.All.Index())
            {
                for (var i = 0; i < series.Columns; i++)
                {
                    var column = i;
                    yield return (IndexSections.Values(kind, place, column), reader => loadValues(series, column, reader));
                }

                for (var i = 0; i < series.Blocks; i++)
                {
                    var block = i;
                    yield return (IndexSections.Block(kind, place, block), reader => loadBlock(series, block, reader));
                }
            }
        }
    }

    private void LoadIdentities(BinaryReader reader)
    {
        _rows.Load(reader);
        _met.Load(reader);
    }

    private Action<BinaryWriter> FreezeClearings()
    {
        var attributes = _clearings.Select(c => Frozen.All(writer => writer.Write(c.Key), c.Value.Freeze())).ToArray();
        return Frozen.All([writer => writer.Write(attributes.Length), .. attributes]);
    }

    private void LoadClearings(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--) _clearings.Add(reader.ReadString(), Clearings.Load(reader));
    }
}
