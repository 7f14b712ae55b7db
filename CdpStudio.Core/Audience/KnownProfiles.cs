using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>
/// All profiles in one state, which stays as it is while facts come in: what a file's rows are compared with, millions of times. For one
/// thread. It holds the state in memory for as long as it is held itself.
/// </summary>
public sealed class KnownProfiles
{
    private readonly Snapshot _snapshot;
    private readonly Declared _declared;
    private readonly RowReader _reader;
    private readonly long _upTo;
    private readonly Dictionary<string, IdentifierNodes> _nodes;
    private readonly Dictionary<string, AskedAttribute> _attributes = [];

    internal KnownProfiles(Snapshot snapshot, Declared declared, long upTo)
    {
        (_snapshot, _declared) = (snapshot, declared);
        _reader = new RowReader(snapshot);
        _upTo = upTo;
        _nodes = snapshot.Identifiers.All.ToDictionary(s => s.Key, s => new IdentifierNodes(snapshot.Rows, s, upTo));
    }

    /// <summary>No fact behind this one counts, but for who belongs together, which is as of <see cref="Position"/>.</summary>
    public long UpTo => Math.Min(_upTo, _snapshot.Position);

    public long Position => _snapshot.Position;

    /// <summary>The profile that an identifier belongs to; null when it was never seen.</summary>
    public ProfileId? Find(Identifier identifier)
    {
        if (!_nodes.TryGetValue(StudioText.Key(identifier.Namespace), out var nodes)) return null;

        var node = nodes.Find(_snapshot.Forms.NormalForm(nodes.Namespace, identifier.Value));
        return node == 0 ? null : _snapshot.Rows.IdOf(_snapshot.Rows.RowOf(node));
    }

    /// <summary>Whether the profile has an identifier of the namespace.</summary>
    public bool Has(ProfileId profile, string @namespace)
    {
        if (_snapshot.Identifiers.Find(StudioText.Key(@namespace)) is not { } series) return false;

        _reader.MoveTo(_snapshot.Rows.RowOf(profile));
        return _reader.Read(series).Count > 0;
    }

    /// <summary>What people who become one show as the value of an attribute, and whether one more assertion makes it another one.</summary>
    public ForeseenValue Foresee(IReadOnlyList<ProfileId> people, string attribute, SaidValue said, long moment)
    {
        var asked = AttributeOf(attribute);
        if (asked.IsNewestAlways) return ForeseeNewest(people, asked, said, moment);

        var told = ToldOf(people, asked, moment);
        told.Sort();
        var before = Shown(told, asked);
        // It arrives after all that is known, so among equal times it is the last.
        told.Add(new Told(said.ValidFrom, long.MaxValue, new Word(said.Source.Value, Node: 0, asked.Typed(said.Json), Clears: false), said.Json));
        told.Sort();
        return new ForeseenValue(before.Json, ChangeTest.IsChange(before.Value, Shown(told, asked).Value));
    }

    /// <summary>The same as a contest says, without gathering all that was ever said.</summary>
    private ForeseenValue ForeseeNewest(IReadOnlyList<ProfileId> people, AskedAttribute asked, SaidValue said, long moment)
    {
        (long ValidFrom, long Fact, string? Json)? newest = null;
        foreach (var person in people)
        {
            if (asked.Series is not { } series || Newest(person, series, moment) is not { } entry) continue;

            var place = (series.TsOf(entry), series.NumberOf(entry));
            if (newest is { } known && place.CompareTo((known.ValidFrom, known.Fact)) < 0) continue;

            newest = (place.Item1, place.Item2, asked.JsonAt(entry));
        }

        var wins = newest is null || newest.Value.ValidFrom <= said.ValidFrom;
        var before = newest?.Json;
        return new ForeseenValue(before, wins && before != said.Json && ChangeTest.IsChange(asked.Shown(before), asked.Shown(said.Json)));
    }

    private List<Told> ToldOf(IReadOnlyList<ProfileId> people, AskedAttribute asked, long moment)
    {
        var told = new List<Told>();
        var series = asked.Series!; // without one the newest always wins
        foreach (var person in people)
        {
            _reader.MoveTo(_snapshot.Rows.RowOf(person));
            var slice = _reader.Read(series);
            for (var i = 0; i < slice.Count; i++)
            {
                var entry = slice[i];
                if (series.TsOf(entry) > moment || series.NumberOf(entry) > _upTo) continue;

                told.Add(new Told(series.TsOf(entry), series.NumberOf(entry), asked.WordAt(entry), asked.JsonAt(entry)));
            }
        }

        return told;
    }

    private static (string? Json, StudioValue? Value) Shown(List<Told> told, AskedAttribute asked)
    {
        if (Contest.Decide([.. told.Select(t => t.Word)], asked.Rule) is not { } won) return (null, null);

        return won.IsMade ? (AttributeContest.JsonOf(won.Value), won.Value) : (told[won.Word].Json, asked.Shown(told[won.Word].Json));
    }

    private AskedAttribute AttributeOf(string name)
    {
        var key = StudioText.Key(name);
        if (_attributes.TryGetValue(key, out var known)) return known;

        var type = new AttributeReader(_snapshot, _declared, name).Type;
        return _attributes[key] = new AskedAttribute(_snapshot.Attributes.Find(key), type, _declared.Winning(key), _declared.Zone);
    }

    /// <summary>Everything that was said of an attribute, by anybody and at any time. Memory does not know when it was recorded: it says 0.</summary>
    internal IEnumerable<Fact.Assertion> AssertionsOf(string attribute)
    {
        if (_snapshot.Attributes.Find(StudioText.Key(attribute)) is not { } series) yield break;

        var column = series.Column(AttributeIntake.ColumnKey);
        foreach (var entry in series.Entries())
        {
            var (number, node) = (series.NumberOf(entry), series.NodeOf(entry));
            if (number > _upTo || !_snapshot.Rows.Counts(node)) continue;

            yield return new Fact.Assertion(
                number, 0, new ProfileId(node), new SourceId(series.SourceOf(entry)), series.Name, column is { } said ? ValueText.AsSaid(said, said[entry]) : null, series.TsOf(entry));
        }
    }

    private Entry? Newest(ProfileId person, SeriesView series, long moment)
    {
        _reader.MoveTo(_snapshot.Rows.RowOf(person));
        if (_upTo >= _snapshot.Position) return AttributeReader.NewestAt(_reader, series, moment);

        var slice = _reader.Read(series);
        for (var i = slice.Count - 1; i >= 0; i--)
        {
            if (series.TsOf(slice[i]) <= moment && series.NumberOf(slice[i]) <= _upTo) return slice[i];
        }

        return null;
    }

    /// <summary>An assertion that is known of somebody.</summary>
    /// <param name="Json">As it was said; null where it clears.</param>
    private readonly record struct Told(long ValidFrom, long Fact, Word Word, string? Json) : IComparable<Told>
    {
        public int CompareTo(Told other) => (ValidFrom, Fact).CompareTo((other.ValidFrom, other.Fact));
    }

    /// <summary>What is the same for every row of a file.</summary>
    private sealed class AskedAttribute(SeriesView? series, DataType? type, WinningRule rule, WorkspaceZone zone)
    {
        private readonly TypedColumn _column = new(series?.Column(AttributeIntake.ColumnKey), type, zone);

        public SeriesView? Series => series;

        public WinningRule Rule => rule;

        public bool IsNewestAlways => series is null || (rule.By == WinsBy.Newest && series.ByHand.Length == 0);

        public Word WordAt(Entry entry) =>
            new(series!.SourceOf(entry), series.NodeOf(entry), _column.ValueAt(entry), _column.CellAt(entry) == Cell.Missing); // it is one of the series

        public string? JsonAt(Entry entry) => ValueText.AsSaid(_column.View, _column.CellAt(entry));

        /// <summary>Null where it can't be read as the attribute's type.</summary>
        public StudioValue? Typed(string json) => Typed(StudioValue.Read(json));

        /// <summary>What is compared: values as the type reads them, and what it can't read as it was said, because a profile shows that too.</summary>
        public StudioValue? Shown(string? json)
        {
            var said = json is null ? null : StudioValue.Read(json);
            return Typed(said) ?? said;
        }

        private StudioValue? Typed(StudioValue? said) => type is { } known ? said?.As(known, zone) : said;
    }

    /// <summary>
    /// Identifiers of one namespace by their value. The engine looks for one through all entries, which is quick enough for a page and
    /// not for a file.
    /// </summary>
    private sealed class IdentifierNodes
    {
        private readonly (DictionaryView Values, int[] Nodes)[] _columns;

        public IdentifierNodes(RowsView rows, SeriesView series, long upTo)
        {
            Namespace = series.Name;
            // The form that identifiers are compared by lies apart where it is not the value itself.
            _columns = [.. new[] { series.Column(IdentifierLookup.NormalKey), series.Column(AttributeIntake.ColumnKey) }
                .OfType<ColumnView>()
                .Select(column => (column.Values, NodesOf(rows, series, column, upTo)))];
        }

        public string Namespace { get; }

        /// <returns>0 when there is none.</returns>
        public int Find(string normal)
        {
            var key = "t" + StudioText.Key(normal);
            foreach (var (values, nodes) in _columns)
            {
                if (values.FindClass(key) is > 0 and var found && found < nodes.Length && nodes[found] != 0) return nodes[found];
            }

            return 0;
        }

        private static int[] NodesOf(RowsView rows, SeriesView series, ColumnView column, long upTo)
        {
            var nodes = new int[column.Values.Count];
            foreach (var entry in series.Entries())
            {
                var cell = column[entry];
                var node = series.NodeOf(entry);
                if (cell == Cell.Missing || !Cell.IsCode(cell) || series.NumberOf(entry) > upTo || !rows.Counts(node)) continue;

                nodes[column.Values.ClassOf((int)cell)] = node;
            }

            return nodes;
        }
    }
}

/// <summary>What a source is about to say of an attribute.</summary>
/// <param name="Json">Of a value.</param>
/// <param name="ValidFrom">Milliseconds since the Unix epoch.</param>
public sealed record SaidValue(string Json, SourceId Source, long ValidFrom);

/// <param name="Before">JSON text; null when there is no value.</param>
/// <param name="Changes">It is another value afterwards.</param>
public sealed record ForeseenValue(string? Before, bool Changes);

public sealed class KnownProfilesNow
{
    private readonly LiveAudience _index;
    private readonly IAudienceCatalogue _catalogue;

    internal KnownProfilesNow(LiveAudience index, IAudienceCatalogue catalogue) => (_index, _catalogue) = (index, catalogue);

    /// <summary>All that the engine knows at this moment.</summary>
    /// <param name="upTo">A fact behind which nothing counts; null for none.</param>
    public KnownProfiles Take(long? upTo = null) => new(_index.Current, new Declared(_catalogue.Current), upTo ?? long.MaxValue);
}
