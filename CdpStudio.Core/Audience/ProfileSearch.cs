using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Audience.Engine.Search;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>Answers a search box, on one snapshot: what finds for certain first, what costs most last, and nothing of it once there are enough.</summary>
internal sealed class ProfileSearch(Snapshot snapshot, Declared declared, long now)
{
    private readonly RowReader _reader = new(snapshot);

    public IReadOnlyList<ProfileHit> Find(string text, int limit)
    {
        var wanted = text.Trim();
        return wanted.Length == 0 ? [] : [.. All(wanted).DistinctBy(hit => hit.Profile).Take(limit)];
    }

    private IEnumerable<ProfileHit> All(string text) =>
        ByIdentifier(text).Concat(ByOrder(text)).Concat(ByBeginning(text)).Concat(ByName(text));

    private IEnumerable<ProfileHit> ByIdentifier(string text) =>
        from series in snapshot.Identifiers.All
        let entry = IdentifierLookup.Find(snapshot, series, text)
        where entry is not null
        select Hit(series, entry.Value);

    private IEnumerable<ProfileHit> ByBeginning(string text) =>
        from series in snapshot.Identifiers.All
        from entry in IdentifierLookup.StartingWith(snapshot.Rows, series, text)
        select Hit(series, entry);

    private IEnumerable<ProfileHit> ByOrder(string text)
    {
        // Thousands of events may say the same of one person.
        var rows = new HashSet<int>();
        foreach (var hit in OrderSearch.Find(snapshot, text, now))
        {
            if (!rows.Add(hit.Row)) continue;

            _reader.MoveTo(hit.Row);
            yield return Hit(new FoundBy.Order(hit.Event, hit.Number));
        }
    }

    private IEnumerable<ProfileHit> ByName(string text)
    {
        // Not before it is its turn: all names are looked through.
        foreach (var hit in new NameSearch(snapshot, declared, now, _reader).Find(text)) yield return Hit(new FoundBy.Name(hit.Attribute, hit.Value));
    }

    private ProfileHit Hit(SeriesView series, Entry entry)
    {
        var column = series.Column(AttributeIntake.ColumnKey)!.Value; // what has an entry has it
        var id = snapshot.Rows.IdOf(snapshot.Rows.RowOf(series.NodeOf(entry)));
        return new ProfileHit(id, new Identifier(series.Name, column.Values.TextOf((int)column[entry])));
    }

    /// <summary>Whoever the reader stands at.</summary>
    private ProfileHit Hit(FoundBy by) =>
        new(snapshot.Rows.IdOf(_reader.Row), SpeakingIdentifier.Of(MemberReader.IdentifiersOf(_reader)), by);
}
