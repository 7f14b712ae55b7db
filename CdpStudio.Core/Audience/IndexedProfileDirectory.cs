using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

internal sealed class IndexedProfileDirectory(LiveAudience index, IAudienceCatalogue catalogue, TimeProvider clock) : IProfileDirectory
{
    /// <summary>Of one attribute.</summary>
    private const int MostOthers = 20;

    public long Position => index.Current.Position;

    public long Count => index.Current.Rows.CountExisting(Now);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ProfileId? Find(Identifier identifier)
    {
        var snapshot = index.Current;
        return NumberOf(snapshot, identifier) is { } number ? snapshot.Rows.IdOf(snapshot.Rows.RowOf(number)) : null;
    }

    public ProfileId? NumberOf(Identifier identifier) => NumberOf(index.Current, identifier);

    public IReadOnlyList<ProfileHit> Search(string text, int limit) => new ProfileSearch(index.Current, new Declared(catalogue.Current), Now).Find(text, limit);

    public ProfileRecord? Read(ProfileId profile)
    {
        if (Reader(profile) is not { } reader) return null;

        var (now, rows) = (Now, reader.Snapshot.Rows);
        return RecordOf(reader, now, Math.Min(rows.Last[reader.Row], Math.Max(now, rows.First[reader.Row])), others: 0);
    }

    /// <summary>As of a moment, by all that is known now, with what else was said; null too when it was first seen later.</summary>
    public ProfileRecord? Read(ProfileId profile, long asOf) =>
        Reader(profile) is { } reader && reader.Snapshot.Rows.First[reader.Row] <= asOf ? RecordOf(reader, asOf, LastSeen(reader, asOf), MostOthers) : null;

    /// <summary>The value that wins at a moment, as a type takes it; null when missing.</summary>
    /// <param name="type">Null for the type that the attribute has by what is known here.</param>
    public StudioValue? ValueAt(ProfileId profile, string attribute, long moment, DataType? type)
    {
        if (Reader(profile) is not { } reader) return null;

        var declared = new Declared(catalogue.Current);
        var value = new AttributeReader(reader.Snapshot, declared, attribute).ValueAt(reader, moment);
        return type is { } read ? value?.As(read, declared.Zone) : value;
    }

    /// <summary>Numbers of the events about these identifiers, those of the future too.</summary>
    public IReadOnlyList<long> EventsAbout(IReadOnlySet<ProfileId> numbers) => About(s => s.Events, numbers);

    /// <summary>Numbers of the assertions about these identifiers, those of the future too.</summary>
    public IReadOnlyList<long> AssertionsAbout(IReadOnlySet<ProfileId> numbers) =>
        // What clears an attribute clears those below it, and lies with each of them.
        [.. About(s => s.Attributes, numbers).Distinct()];

    /// <summary>The same of some attributes, by their names.</summary>
    public IReadOnlyList<long> AssertionsAbout(IReadOnlySet<ProfileId> numbers, IReadOnlyList<string> attributes)
    {
        var keys = attributes.Select(StudioText.Key).ToHashSet();
        return About(s => s.Attributes, numbers, keys.Contains);
    }

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile)
    {
        var snapshot = index.Current;
        var row = snapshot.Rows.RowOf(profile);
        if (row < 0) return [];

        var reader = new RowReader(snapshot);
        reader.MoveTo(row);
        return [.. snapshot.Identifiers.All.SelectMany(series => Nodes(reader.Read(series))).Distinct().Order().Select(node => new ProfileId(node))];
    }

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit)
    {
        var snapshot = index.Current;
        var row = snapshot.Rows.RowOf(profile);
        if (row < 0) return [];

        var reader = new RowReader(snapshot);
        reader.MoveTo(row);
        var keys = names.Select(StudioText.Key).ToHashSet();
        var end = after is null ? (Ts: Now + 1, Number: 0) : (Ts: after.Timestamp, Number: after.Fact);
        var newest = new List<ProfileEvent>();
        foreach (var series in snapshot.Events.All.Where(s => keys.Count == 0 || keys.Contains(s.Key)))
        {
            // Of each type no more than a page can be on the page.
            newest.AddRange(NewestBefore(reader.Read(series), end).Take(limit));
        }

        return [.. newest.OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Fact).Take(limit)];
    }

    public OrderSummary Orders(ProfileId profile) => Reader(profile) is { } reader ? OrderReader.Read(reader, Now) : OrderSummary.None;

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit)
    {
        var snapshot = index.Current;
        var row = snapshot.Rows.RowOf(profile);
        if (row < 0) return [];

        var reader = new RowReader(snapshot);
        reader.MoveTo(row);
        var declared = new Declared(catalogue.Current);
        var key = attribute is null ? null : StudioText.Key(attribute);
        var said = new List<AttributeAssertion>();
        foreach (var series in snapshot.Attributes.All.Where(s => key is null || s.Key == key))
        {
            var type = new AttributeReader(snapshot, declared, series.Name).Type;
            var slice = reader.Read(series);
            // Of each attribute no more than a page can be on the page.
            said.AddRange(NewestBefore(slice, after).Take(limit).Select(entry => Assertion(series, entry, type)));
        }

        return [.. said.OrderByDescending(a => a.ValidFrom).ThenByDescending(a => a.Fact).Take(limit)];
    }

    private RowReader? Reader(ProfileId profile)
    {
        var snapshot = index.Current;
        var row = snapshot.Rows.RowOf(profile);
        if (row < 0) return null;

        var reader = new RowReader(snapshot);
        reader.MoveTo(row);
        return reader;
    }

    private ProfileRecord RecordOf(RowReader reader, long asOf, long lastSeen, int others)
    {
        var (snapshot, row) = (reader.Snapshot, reader.Row);
        var events = snapshot.Events.All.Sum(s => (long)reader.Read(s).FirstFrom(asOf + 1));
        return new ProfileRecord(
            snapshot.Rows.IdOf(row), MemberReader.IdentifiersOf(reader), AttributesOf(reader, asOf, others), snapshot.Rows.First[row], lastSeen, events);
    }

    /// <summary>Of messages that said nothing but who is who only the last moment is known, not those before it.</summary>
    private static long LastSeen(RowReader reader, long asOf)
    {
        var rows = reader.Snapshot.Rows;
        if (rows.Last[reader.Row] <= asOf) return rows.Last[reader.Row];

        var last = rows.First[reader.Row];
        foreach (var series in reader.Snapshot.Events.All.Concat(reader.Snapshot.Attributes.All))
        {
            var slice = reader.Read(series);
            if (slice.FirstFrom(asOf + 1) is > 0 and var count) last = Math.Max(last, series.TsOf(slice[count - 1]));
        }

        return last;
    }

    /// <param name="takes">By the key of a series; null for all of them.</param>
    private List<long> About(Func<Snapshot, SeriesSet> of, IReadOnlySet<ProfileId> numbers, Func<string, bool>? takes = null)
    {
        var snapshot = index.Current;
        var about = new List<long>();
        var reader = new RowReader(snapshot);
        foreach (var row in numbers.Select(snapshot.Rows.RowOf).Where(r => r >= 0).Distinct())
        {
            reader.MoveTo(row);
            foreach (var series in of(snapshot).All.Where(s => takes?.Invoke(s.Key) ?? true)) about.AddRange(About(reader.Read(series), numbers));
        }

        return about;
    }

    private static IEnumerable<long> About(Slice slice, IReadOnlySet<ProfileId> numbers)
    {
        for (var i = 0; i < slice.Count; i++)
            if (numbers.Contains(new ProfileId(slice.View.NodeOf(slice[i])))) yield return slice.View.NumberOf(slice[i]);
    }

    private static ProfileId? NumberOf(Snapshot snapshot, Identifier identifier)
    {
        var series = snapshot.Identifiers.Find(StudioText.Key(identifier.Namespace));
        if (series is null) return null;

        var entry = IdentifierLookup.Find(snapshot, series, identifier.Value);
        return entry is { } known ? new ProfileId(series.NodeOf(known)) : null;
    }

    private List<AttributeAssertion> AttributesOf(RowReader reader, long now, int others)
    {
        var declared = new Declared(catalogue.Current);
        var attributes = new List<AttributeAssertion>();
        foreach (var series in reader.Snapshot.Attributes.All)
        {
            if (AttributeReader.NewestAt(reader, series, now) is null) continue;

            var attribute = new AttributeReader(reader.Snapshot, declared, series.Name);
            if (attribute.WinnerAt(reader, now) is not { } won || attribute.JsonOf(won) is not { } json) continue;

            attributes.Add(Assertion(series, won.Entry, attribute.Type) with
            {
                Value = json,
                Win = won.Win,
                Others = OthersOf(reader.Read(series), won.Entry, attribute.Type, now, others),
            });
        }

        attributes.Sort((left, right) => string.CompareOrdinal(StudioText.Key(left.Name), StudioText.Key(right.Name)));
        return attributes;
    }

    private static IReadOnlyList<AttributeAssertion> OthersOf(Slice slice, Entry winner, DataType? type, long now, int most)
    {
        if (most == 0) return [];

        var others = NewestBefore(slice, new AssertionPlace(now, long.MaxValue)).Where(entry => entry != winner).Select(entry => Assertion(slice.View, entry, type));
        return [.. others.Where(o => o.Value is not null).Take(most)];
    }

    private static AttributeAssertion Assertion(SeriesView series, Entry entry, DataType? type)
    {
        var column = series.Column(AttributeIntake.ColumnKey);
        return new AttributeAssertion(
            series.Name,
            column is { } said ? ValueText.AsSaid(said, said[entry]) : null,
            type ?? DataType.Text,
            new SourceId(series.SourceOf(entry)),
            series.TsOf(entry),
            series.NumberOf(entry)) { Of = new ProfileId(series.NodeOf(entry)) };
    }

    private static IEnumerable<Entry> NewestBefore(Slice slice, AssertionPlace? end)
    {
        for (var i = slice.Count - 1; i >= 0; i--)
        {
            var place = (slice.View.TsOf(slice[i]), slice.View.NumberOf(slice[i]));
            if (end is not { } before || place.CompareTo((before.ValidFrom, before.Fact)) < 0) yield return slice[i];
        }
    }

    private static IEnumerable<ProfileEvent> NewestBefore(Slice slice, (long Ts, long Number) end)
    {
        for (var i = slice.Count - 1; i >= 0; i--)
        {
            var (ts, number) = (slice.View.TsOf(slice[i]), slice.View.NumberOf(slice[i]));
            if ((ts, number).CompareTo(end) < 0) yield return new ProfileEvent(slice.View.Name, ts, number);
        }
    }

    private static IEnumerable<int> Nodes(Slice slice)
    {
        for (var i = 0; i < slice.Count; i++) yield return slice.View.NodeOf(slice[i]);
    }
}
