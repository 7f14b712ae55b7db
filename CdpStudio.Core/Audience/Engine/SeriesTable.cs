using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>The series of one kind by name, as the one writer sees them.</summary>
/// <param name="texts">See <see cref="Series"/>.</param>
internal sealed class SeriesTable(MergeLimits limits, BytePages? texts = null)
{
    private readonly Dictionary<string, Series> _bySpelling = [];
    private readonly List<Series> _all = [];
    private Dictionary<string, int> _byKey = [];

    public IReadOnlyList<Series> All => _all;

    /// <summary>The series of a name, which is made when it is new.</summary>
    public Series Of(string name, out bool isNew)
    {
        isNew = false;
        if (_bySpelling.TryGetValue(name, out var series)) return series;

        var key = StudioText.Key(name);
        if (_byKey.TryGetValue(key, out var place))
        {
            series = _all[place];
        }
        else
        {
            isNew = true;
            series = new Series(name, limits, texts);
            // Views hold the old one.
            _byKey = new Dictionary<string, int>(_byKey) { [key] = _all.Count };
            _all.Add(series);
        }

        return _bySpelling[name] = series;
    }

    /// <summary>Makes the series that <see cref="SeriesSet.Save"/> wrote; their values and blocks follow.</summary>
    public void Load(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var series = Series.Load(reader, limits, texts);
            _byKey.Add(series.Key, _all.Count);
            _all.Add(series);
        }
    }

    /// <summary>Forgets all that a series held.</summary>
    /// <returns>The series that takes its place.</returns>
    public Series Empty(int place) => _all[place] = _all[place].Emptied();

    public SeriesSet View() => new(_byKey, [.. _all.Select(s => s.View())]);
}
