using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>What people said of a channel under their numbers, by row, and under their addresses.</summary>
internal sealed class ConsentRows
{
    private static readonly HashSet<ulong> s_none = [];

    private readonly RowSet _subscribed;
    private readonly RowSet _unsubscribed;
    private readonly AudienceSet.Consents? _set;

    public ConsentRows(AudienceSet.Consents set, RowsView rows)
    {
        (_set, _subscribed, _unsubscribed) = (set, new RowSet(rows.RowCount), new RowSet(rows.RowCount));
        Add(set.Subscribed, rows, _subscribed);
        Add(set.Unsubscribed, rows, _unsubscribed);
    }

    private ConsentRows() => (_subscribed, _unsubscribed) = (new RowSet(0), new RowSet(0));

    /// <summary>Of a channel that nobody keeps: nothing was said, and nobody knows what an address is.</summary>
    public static ConsentRows Nothing { get; } = new();

    public AudienceAddresses? Addresses => _set?.Addresses;

    public bool UnknownIsReachable => _set?.UnknownIsReachable ?? true;

    /// <summary>Whether anything was said under an address.</summary>
    public bool HasAddresses => Addresses is not null && SubscribedAddresses.Count + UnsubscribedAddresses.Count > 0;

    public IReadOnlySet<ulong> SubscribedAddresses => _set?.SubscribedAddresses ?? s_none;

    public IReadOnlySet<ulong> UnsubscribedAddresses => _set?.UnsubscribedAddresses ?? s_none;

    public ConsentState OfNumbers(int row) =>
        _unsubscribed.Contains(row) ? ConsentState.Unsubscribed : _subscribed.Contains(row) ? ConsentState.Subscribed : ConsentState.Unknown;

    private static void Add(IReadOnlyList<ProfileId> people, RowsView rows, RowSet target)
    {
        foreach (var number in people)
        {
            if (rows.RowOf(number) is >= 0 and var row) target.Add(row);
        }
    }
}

/// <summary>Reads one row's addresses and consent after the other's.</summary>
/// <param name="identifiers">Of the channel's namespace; null when none was ever seen.</param>
/// <param name="attribute">Says the address of who has no identifier; null when none does.</param>
internal sealed class ConsentReader(ConsentRows said, SeriesView? identifiers, AttributeReader? attribute, long now)
{
    private readonly ColumnView? _values = identifiers?.Column(AttributeIntake.ColumnKey);

    public ConsentRows Said => said;

    public ConsentState StateOf(RowReader reader)
    {
        var state = said.OfNumbers(reader.Row);
        if (state == ConsentState.Unsubscribed || !said.HasAddresses) return state;

        var slice = Identifiers(reader);
        for (var i = 0; i < slice.Count; i++)
        {
            if (IsStricter(MarkOf(slice, i), ref state)) return state;
        }

        if (slice.Count == 0 && attribute?.ValueAt(reader, now) is StudioValue.Text text) IsStricter(said.Addresses!.MarkOf(text.Value), ref state);
        return state;
    }

    /// <summary>Whether at least one identifier of the channel is a valid address.</summary>
    public bool HasValidIdentifier(RowReader reader)
    {
        var slice = Identifiers(reader);
        for (var i = 0; i < slice.Count; i++)
        {
            if (said.Addresses is null || MarkOf(slice, i) != 0) return true;
        }

        return false;
    }

    /// <returns>Whether nothing can be stricter.</returns>
    private bool IsStricter(ulong mark, ref ConsentState state)
    {
        if (said.UnsubscribedAddresses.Contains(mark)) state = ConsentState.Unsubscribed;
        else if (said.SubscribedAddresses.Contains(mark)) state = ConsentState.Subscribed;
        return state == ConsentState.Unsubscribed;
    }

    private Slice Identifiers(RowReader reader) => identifiers is null ? default : reader.Read(identifiers);

    private ulong MarkOf(in Slice slice, int place)
    {
        var values = _values!.Value; // who has entries has values
        return said.Addresses!.MarkOf(slice.View.NodeOf(slice[place]), values.Values, (int)values[slice[place]]);
    }
}

internal sealed class ConsentNode(ConsentReader consent, ConsentState state) : Node
{
    public override Cost Cost => consent.Said.HasAddresses ? Cost.Rows : Cost.Cells;

    public override bool Holds(RowReader reader) => consent.StateOf(reader) == state;

    public override NodeExplanation Explain(RowReader reader)
    {
        var seen = consent.StateOf(reader);
        return Explanation(seen == state, ConsentText.Of(seen));
    }
}

/// <summary>A message could arrive and may be sent.</summary>
internal sealed class ReachableNode(ConsentReader consent) : Node
{
    public override bool Holds(RowReader reader) => consent.HasValidIdentifier(reader) && consent.StateOf(reader) switch
    {
        ConsentState.Subscribed => true,
        ConsentState.Unknown => consent.Said.UnknownIsReachable,
        _ => false,
    };

    /// <summary>What was seen is the consent; null without a valid address.</summary>
    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), consent.HasValidIdentifier(reader) ? ConsentText.Of(consent.StateOf(reader)) : null);
}

internal static class ConsentText
{
    public static string Of(ConsentState state) => ValueText.Quoted(state.ToString().ToLowerInvariant());
}
