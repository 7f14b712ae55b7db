using System.Text;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

internal sealed partial class AudienceIndex
{
    /// <summary>What was published last, to be written while this goes on. For the one writer, while nothing was applied since.</summary>
    public CapturedIndex Capture() => new(Current, Frozen.All(_rows.Freeze(), _met.Freeze()), FreezeClearings());

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

    private Dictionary<string, Action<SectionReader>> Parts()
    {
        var parts = new Dictionary<string, Action<SectionReader>>
        {
            [IndexSections.Identities] = LoadIdentities,
            [IndexSections.Clearings] = LoadClearings,
            [IndexSections.Rows] = _rows.LoadView,
        };
        foreach (var (column, load) in _rows.Columns.Index()) parts[IndexSections.RowColumn(column)] = load;
        foreach (var (kind, table) in Tables.Index())
        {
            foreach (var (place, series) in table.All.Index())
            {
                for (var i = 0; i < series.Columns; i++)
                {
                    var column = i;
                    parts[IndexSections.Values(kind, place, column)] = reader => series.LoadValues(column, reader);
                }

                for (var i = 0; i < series.Blocks; i++)
                {
                    var block = i;
                    parts[IndexSections.Block(kind, place, block)] = reader => series.LoadBlock(block, reader);
                }
            }
        }

        return parts;
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
