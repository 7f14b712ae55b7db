using CdpStudio.Core.Audience.Engine.Saving;

namespace CdpStudio.Core.Audience.Engine;

internal sealed partial class AudienceIndex
{
    private readonly HashSet<Series> _lost = [];

    /// <summary>Whether what a file said of some series was in doubt: facts have to say it again before anybody asks.</summary>
    public bool HasLost => _lost.Count > 0;

    /// <summary>All facts up to the index's place have been said again.</summary>
    public void Refilled()
    {
        foreach (var attribute in _lost.Intersect(_attributes.All)) BeginCleared(attribute);
        _lost.Clear();
        Publish();
    }

    /// <exception cref="DoubtfulSectionException">One of them is not about a single event type or attribute.</exception>
    private void Lose(IEnumerable<DoubtfulSectionException> doubtful)
    {
        foreach (var e in doubtful)
        {
            if (!TryFindOwner(e.Section, out var table, out var place)) throw e;
            if (!_lost.Contains(table.All[place])) _lost.Add(table.Empty(place));
        }
    }

    // Identifiers are not among them: whose row is whose rests on them.
    private bool TryFindOwner(string section, out SeriesTable table, out int place)
    {
        foreach (var (kind, owner) in ((SeriesTable[])[_events, _attributes]).Index())
        {
            table = owner;
            for (place = 0; place < owner.All.Count; place++)
            {
                if (section.StartsWith(IndexSections.Of(kind, place), StringComparison.Ordinal)) return true;
            }
        }

        (table, place) = (_events, 0);
        return false;
    }
}
