using System.Text;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Facts as columns. One writer applies facts in order and publishes; any number of readers take <see cref="Current"/> and never wait.
/// </summary>
internal sealed partial class AudienceIndex
{
    private readonly MergeLimits _limits;
    private readonly MergeLimits _whileReading;
    private readonly SeriesTable _events;
    private readonly SeriesTable _attributes;
    private readonly SeriesTable _identifiers;
    private readonly NodeTexts _texts;
    private readonly IdentityGraph _graph;
    private readonly ProfileRows _rows;
    private readonly Func<int, bool> _isErased;
    private readonly PropertyReader _properties = new();
    private readonly Dictionary<string, Clearings> _clearings = [];
    private long _position;
    private readonly NodeSet _met = new();
    private Snapshot _current;
    // Whoever looks at an older state may be handed what lies in the file of the newer one, for a moment: so the file before is kept too.
    private MappedFile? _file;
    private MappedFile? _fileBefore;
    private object? _captured;

    public AudienceIndex()
        : this([])
    {
    }

    /// <param name="erased">Numbers of people whom later facts erase: nothing of theirs is taken in.</param>
    /// <param name="rules">By which identifiers are one person; null goes by <see cref="IdentityRules.BuiltIn"/>.</param>
    public AudienceIndex(IEnumerable<ProfileId> erased, IdentityRules? rules = null)
        : this(MergeLimits.Default, erased, rules)
    {
    }

    internal AudienceIndex(MergeLimits limits, IEnumerable<ProfileId> erased, IdentityRules? rules = null)
    {
        _limits = limits;
        var graph = new IdentityGraph(rules, erased);
        _graph = graph;
        _texts = graph.Texts;
        _rows = new ProfileRows(graph);
        _isErased = _rows.IsErased;
        _whileReading = limits.ForReading();
        _events = new SeriesTable(limits);
        _attributes = new SeriesTable(limits);
        _identifiers = new SeriesTable(limits, _texts.Bytes);
        _current = View();
    }

    public Snapshot Current => Volatile.Read(ref _current);

    /// <summary>By which identifiers are one person in it.</summary>
    public IdentityRules Rules => _graph.Rules;

    /// <summary>Takes a fact in unless it is one that does not count; answers include it from the next <see cref="Publish"/> on.</summary>
    /// <param name="cancelled">
    /// The same for all facts of one index: what was taken in stays in. An erasure among them took whom the index was told of at its making.
    /// </param>
    public void Apply(Fact fact, CancelledFacts cancelled)
    {
        if (fact is Fact.Cancellation || cancelled.Contains(fact.Number)) _position = fact.Number;
        else Apply(fact);
    }

    /// <summary>Takes a fact in; answers include it from the next <see cref="Publish"/> on.</summary>
    /// <exception cref="NotSupportedException">A cancellation: nothing can be taken out again.</exception>
    public void Apply(Fact fact)
    {
        switch (fact)
        {
            case Fact.Event happened:
                Apply(happened);
                break;
            case Fact.Assertion assertion:
                Apply(assertion);
                break;
            case Fact.Edge edge:
                _rows.Apply(edge);
                Meet(edge.A, edge.Timestamp, edge.Number);
                Meet(edge.B, edge.Timestamp, edge.Number);
                break;
            case Fact.Cut or Fact.Fence or Fact.Erasure:
                _rows.Apply(fact);
                break;
            default:
                throw new NotSupportedException($"An index can't take in a {fact.GetType().Name} (number {fact.Number}).");
        }

        _position = fact.Number;
    }

    /// <summary>Says to the lost series again what a fact said to them. In order, of all facts up to the index's place.</summary>
    public void Refill(Fact fact, CancelledFacts cancelled)
    {
        if (cancelled.Contains(fact.Number)) return;

        switch (fact)
        {
            case Fact.Event happened when !_rows.IsErased(NodeOf(happened.Profile)):
                if (_events.Of(happened.Name, out _) is var events && _lost.Contains(events)) Append(events, happened);
                break;
            case Fact.Assertion assertion when !_rows.IsErased(NodeOf(assertion.Profile)):
                if (_attributes.Of(assertion.Name, out _) is var attribute && _lost.Contains(attribute)) TryAppend(attribute, assertion);
                break;
        }
    }

    /// <summary>Gives what was applied its places, so that nothing waits in a second copy while a long log is read.</summary>
    public void Settle()
    {
        PlaceAll();
        foreach (var one in AllSeries) one.MergeIfLarge(_whileReading, _isErased);
    }

    /// <summary>Lets readers see what was applied.</summary>
    public void Publish()
    {
        PlaceAll();
        if (_rows.Mixed > Math.Max(_limits.SmallestRehome, _rows.RowCount / _limits.RowsPerRehome)) BringHome();

        foreach (var one in AllSeries) one.MergeIfLarge(_limits, _isErased);
        Volatile.Write(ref _current, View());
    }

    private IEnumerable<Series> AllSeries => _events.All.Concat(_attributes.All).Concat(_identifiers.All);

    private void PlaceAll()
    {
        _rows.Settle();
        foreach (var one in AllSeries) one.Settle(_rows.Place);
        if (!_rows.TakeVacated(out var homes)) return;

        foreach (var one in AllSeries) one.Vacate(homes);
        // An attribute has the type of its first value, and that may have been theirs.
        foreach (var one in _attributes.All) one.FindFirstValues(_isErased);
    }

    private void BringHome()
    {
        var shape = new RowBlocks(_limits.BlockBits);
        var blocks = _rows.HomesOfMixed().Select(shape.BlockOf).ToHashSet();
        foreach (var one in AllSeries) one.TakeOut(blocks, _rows.RowOf);
        _rows.Rehomed();
        foreach (var one in AllSeries) one.Settle(_rows.Place);
    }

    private Snapshot View() => new(_position, new RowBlocks(_limits.BlockBits), _rows.View(), _events.View(), _attributes.View(), _identifiers.View())
    {
        Forms = _graph.Rules,
        File = _file,
    };

    private void Apply(Fact.Event happened)
    {
        if (_rows.IsErased(NodeOf(happened.Profile))) return;

        _rows.Apply(happened);
        Meet(new IdentityNode(happened.Profile, happened.Identifiers[0]), happened.Timestamp, happened.Number);

        _rows.Happened(NodeOf(happened.Profile), happened.Timestamp);
        Append(_events.Of(happened.Name, out _), happened);
    }

    private void Append(Series series, Fact.Event happened)
    {
        var index = series.Append(NodeOf(happened.Profile), happened.Timestamp, happened.Number);
        _properties.Read(happened.Properties, series, index);
    }

    private void Apply(Fact.Assertion assertion)
    {
        var node = NodeOf(assertion.Profile);
        if (_rows.IsErased(node)) return;

        _rows.Apply(assertion);
        _rows.Touch(node, assertion.ValidFrom);

        var series = AttributeOf(assertion.Name);
        if (TryAppend(series, assertion)) return;
        // Letting go of what was said by hand says nothing of the names below.
        if (assertion.Source == SourceId.ByHand) return;

        var said = new Clearing(node, assertion.ValidFrom, assertion.Number, assertion.Source.Value);
        if (!_clearings.TryGetValue(series.Key, out var clearings)) _clearings[series.Key] = clearings = new Clearings();
        clearings.Add(said);
        foreach (var below in _attributes.All.Where(s => IsBelow(s.Key, series.Key))) below.Append(said.Node, said.ValidFrom, said.Number, said.Source);
    }

    /// <returns>False when the assertion clears.</returns>
    private static bool TryAppend(Series series, Fact.Assertion assertion)
    {
        var node = NodeOf(assertion.Profile);
        var index = series.Append(node, assertion.ValidFrom, assertion.Number, assertion.Source.Value);
        if (assertion.Source == SourceId.ByHand) series.SaidByHand(node);
        return assertion.Value is not null && AttributeIntake.TrySet(series, index, assertion);
    }

    private Series AttributeOf(string name)
    {
        var series = _attributes.Of(name, out var isNew);
        if (isNew) BeginCleared(series);
        return series;
    }

    /// <summary>A new attribute begins with all that cleared a name above it.</summary>
    private void BeginCleared(Series series)
    {
        foreach (var said in _clearings.Where(c => IsBelow(series.Key, c.Key)).SelectMany(c => c.Value.All).Where(c => !_rows.IsErased(c.Node)))
        {
            series.Append(said.Node, said.ValidFrom, said.Number, said.Source);
        }
    }

    private void Meet(IdentityNode met, long ts, long fact)
    {
        var node = NodeOf(met.Profile);
        if (_rows.IsErased(node)) return;

        _rows.Touch(node, ts);
        if (!_met.Add(node)) return;

        var series = _identifiers.Of(met.Identifier.Namespace, out _);
        var index = series.Append(node, 0, fact);
        var value = met.Identifier.Value;
        series.ColumnOf(AttributeIntake.Column).SetAt(index, _texts.PlaceOf(node));
        var normal = Rules.NormalForm(met.Identifier.Namespace, value);
        if (normal != value) series.ColumnOf(IdentifierLookup.Normal).Set(index, ValueKind.Text, Encoding.UTF8.GetBytes(normal));
    }

    private static bool IsBelow(string key, string above) =>
        key.Length > above.Length && key[above.Length] == '.' && key.StartsWith(above, StringComparison.Ordinal);

    private static int NodeOf(ProfileId profile) => checked((int)profile.Value);
}
