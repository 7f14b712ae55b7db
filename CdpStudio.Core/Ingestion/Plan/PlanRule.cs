using System.Globalization;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>What the tracking plan says of one attribute or one property, ready to be asked for every message.</summary>
internal sealed class PlanRule
{
    private readonly WorkspaceZone _zone;
    private readonly DataType? _type;
    private readonly HashSet<string>? _allowed;

    /// <param name="event">As declared; null for an attribute.</param>
    /// <param name="name">Of the attribute, or the property's dotted path, as declared.</param>
    public PlanRule(string? @event, string name, DataType? type, Expectation expects, bool pii, WorkspaceZone zone)
    {
        (Event, EventKey, Name, Key) = (@event, @event is null ? "" : StudioText.Key(@event), name, StudioText.Key(name));
        (Required, OnViolation, Pii) = (expects.Required, expects.OnViolation, pii);
        (_type, _zone) = (type, zone);
        if (expects.Allowed.Count == 0) return;

        _allowed = [.. expects.Allowed.Select(a => new StudioValue.Text(a)).SelectMany(KeysOf)];
    }

    public string? Event { get; }

    /// <summary>Folded; empty for an attribute.</summary>
    public string EventKey { get; }

    public string Name { get; }

    public string Key { get; }

    public bool Required { get; }

    public ViolationAction OnViolation { get; }

    public bool Pii { get; }

    /// <summary>Whether it has nothing to say about a value that is there.</summary>
    public bool TakesAny => _type is null && _allowed is null;

    /// <summary>Whether every text will do, or every number and so on: then the value need not be read.</summary>
    public bool TakesAllOf(DataType type) => _allowed is null && (_type is null || _type == type);

    /// <param name="value">Null when it is missing.</param>
    /// <returns>Null when it keeps to the plan.</returns>
    public ViolationKind? Judge(StudioValue? value)
    {
        if (value is null) return Required ? ViolationKind.Missing : null;
        if (_type is { } type && value.As(type, _zone) is null) return ViolationKind.WrongType;

        return _allowed is null || IsAllowed(value, _allowed) ? null : ViolationKind.NotAllowed;
    }

    private bool IsAllowed(StudioValue value, HashSet<string> allowed)
    {
        var keys = KeysOf(value).ToList();
        return keys.Count > 0 && keys.TrueForAll(allowed.Contains);
    }

    /// <summary>Equal for values that the plan calls equal: as the type reads them, or as plain text where it has none; elements of lists each.</summary>
    private IEnumerable<string> KeysOf(StudioValue value) => (_type is { } type ? value.As(type, _zone) : value) switch
    {
        StudioValue.List list => list.Items.Select(item => item.PlainText() is { } text ? StudioText.Key(text) : Unlike),
        StudioValue.Moment moment => [moment.Milliseconds.ToString(CultureInfo.InvariantCulture)],
        { } read when read.PlainText() is { } text => [StudioText.Key(text)],
        _ => [],
    };

    // An object is like no value that can be declared: those are never blank.
    private const string Unlike = "";
}
