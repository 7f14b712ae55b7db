using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
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

        var node = nodes.Find(_snapshot.Identity.NormalForm(nodes.Namespace, identifier.Value));
        return node == 0 ? null : _snapshot.Rows.IdOf(_snapshot.Rows.RowOf(node));
    }

    /// <summary>Whether the profile has an identifier of the namespace.</summary>
    public bool Has(ProfileId profile, string @namespace)
    {
        if (_snapshot.Identifiers.Find(StudioText.Key(@namespace)) is not { } series) return false;

        _reader.MoveTo(_snapshot.Rows.RowOf(profile));
        return _reader.Read(series).Count > 0;
    }

    /// <summary>
    /// What an attribute of people who become one has for a value, and whether one more assertion changes it. Null where the newest assertion
    /// wins and nobody said anything by hand: then <see cref="ValueOf"/> says as much.
    /// </summary>
    public ForeseenValue? Foresee(IReadOnlyList<ProfileId> people, string attribute, SaidValue said, long moment)
    {
        var key = StudioText.Key(attribute);
        var (rule, series) = (_declared.Winning(key), _snapshot.Attributes.Find(key));
        if (series is null || (rule.By == WinsBy.Newest && series.ByHand.Length == 0)) return null;

        var type = new AttributeReader(_snapshot, _declared, attribute).Type;
        var column = new TypedColumn(series.Column(AttributeIntake.ColumnKey), type, _declared.Zone);
        var words = new List<(long ValidFrom, long Fact, Word Word, string? Json)>();
        foreach (var person in people)
        {
            _reader.MoveTo(_snapshot.Rows.RowOf(person));
            var slice = _reader.Read(series);
            for (var i = 0; i < slice.Count; i++)
            {
                var (entry, cell) = (slice[i], column.CellAt(slice[i]));
                if (series.TsOf(entry) > moment || series.NumberOf(entry) > _upTo) continue;

                var word = new Word(series.SourceOf(entry), column.ValueOf(cell), cell == Cell.Missing);
                words.Add((series.TsOf(entry), series.NumberOf(entry), word, ValueText.AsSaid(column.View, cell)));
            }
        }

        words.Sort((a, b) => (a.ValidFrom, a.Fact).CompareTo((b.ValidFrom, b.Fact)));
        var before = Contest.Decide([.. words.Select(w => w.Word)], rule);
        var read = StudioValue.Read(said.Json);
        var added = new Word(said.Source.Value, type is { } known ? read?.As(known, _declared.Zone) : read, Clears: false);
        // It arrives after all that is known, so among equal times it is the last.
        var after = Contest.Decide([.. words.Where(w => w.ValidFrom <= said.ValidFrom).Select(w => w.Word), added, .. words.Where(w => w.ValidFrom > said.ValidFrom).Select(w => w.Word)], rule);
        var json = before is not { } won ? null : won.IsMade ? AttributeContest.JsonOf(won.Value) : words[won.Word].Json;
        return new ForeseenValue(json, KeyOf(before?.Value) != KeyOf(after?.Value));
    }

    private static string? KeyOf(StudioValue? value) => value is null ? null : ValueClass.KeyOf(value);

    /// <summary>The newest that is said of an attribute at a moment; null when nothing is, or it was cleared.</summary>
    public ValueInForce? ValueOf(ProfileId profile, string attribute, long moment)
    {
        if (_snapshot.Attributes.Find(StudioText.Key(attribute)) is not { } series) return null;

        _reader.MoveTo(_snapshot.Rows.RowOf(profile));
        if (Newest(series, moment) is not { } entry || series.Column(AttributeIntake.ColumnKey) is not { } column) return null;

        return ValueText.AsSaid(column, column[entry]) is { } json ? new ValueInForce(json, series.TsOf(entry)) : null;
    }

    /// <summary>Everything that was said of an attribute, by anybody and at any time, but for what cleared it.</summary>
    public IEnumerable<StatedValue> StatedOf(string attribute)
    {
        if (_snapshot.Attributes.Find(StudioText.Key(attribute)) is not { } series || series.Column(AttributeIntake.ColumnKey) is not { } column) yield break;

        foreach (var entry in series.Entries())
        {
            var node = series.NodeOf(entry);
            if (series.NumberOf(entry) > _upTo || !_snapshot.Rows.Counts(node) || ValueText.AsSaid(column, column[entry]) is not { } json) continue;

            yield return new StatedValue(_snapshot.Rows.IdOf(_snapshot.Rows.RowOf(node)), new ProfileId(node), json, series.TsOf(entry));
        }
    }

    private Entry? Newest(SeriesView series, long moment)
    {
        if (_upTo >= _snapshot.Position) return AttributeReader.NewestAt(_reader, series, moment);

        var slice = _reader.Read(series);
        for (var i = slice.Count - 1; i >= 0; i--)
        {
            if (series.TsOf(slice[i]) <= moment && series.NumberOf(slice[i]) <= _upTo) return slice[i];
        }

        return null;
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

/// <param name="Json">As it was said.</param>
/// <param name="ValidFrom">Milliseconds since the Unix epoch.</param>
public sealed record ValueInForce(string Json, long ValidFrom);

/// <param name="Person">The number that the profile shows.</param>
/// <param name="Number">That of the identifier of which it was said.</param>
/// <param name="Json">As it was said.</param>
/// <param name="ValidFrom">Milliseconds since the Unix epoch.</param>
public sealed record StatedValue(ProfileId Person, ProfileId Number, string Json, long ValidFrom);

public sealed class KnownProfilesNow
{
    private readonly LiveAudience _index;
    private readonly IAudienceCatalogue _catalogue;

    internal KnownProfilesNow(LiveAudience index, IAudienceCatalogue catalogue) => (_index, _catalogue) = (index, catalogue);

    /// <summary>All that the engine knows at this moment.</summary>
    /// <param name="upTo">A fact behind which nothing counts; null for none.</param>
    public KnownProfiles Take(long? upTo = null) => new(_index.Current, new Declared(_catalogue.Current), upTo ?? long.MaxValue);
}
