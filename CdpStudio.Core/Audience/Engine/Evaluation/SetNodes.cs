using System.Diagnostics;
using System.Numerics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A recorded membership holds, or its last change of a kind lies in a window.</summary>
/// <param name="during">Of a change; null for the other conditions.</param>
/// <param name="since">The latest beginning of a membership that has lasted long enough.</param>
internal sealed class MembershipNode(MembershipRows rows, Membership? membership, RowWindow? during, long since, long now) : Node
{
    public override Cost Cost => Cost.Bits;

    public override bool Holds(RowReader reader) => Passes(TimesOf(reader.Row), reader);

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        result.Clear();
        var (first, end) = (firstWord << 6, (firstWord + mask.Length) << 6);
        for (var place = rows.FirstOf(first); rows.RowAt(place) is var row && row < end;)
        {
            var times = rows.TimesAt(ref place, now);
            var (word, bit) = ((row - first) >> 6, 1UL << row);
            if ((mask[word] & bit) == 0) continue;

            if (during is { Fixed: null }) reader.MoveTo(row);
            if (Passes(times, reader)) result[word] |= bit;
        }
    }

    /// <summary>What was seen is the membership, or the moment of the last change that it was asked about.</summary>
    public override NodeExplanation Explain(RowReader reader)
    {
        var times = TimesOf(reader.Row);
        if (membership is null) return Explanation(times.IsIn, times.IsIn ? "true" : "false");

        var seen = membership is Membership.Entered ? times.Entered : membership is Membership.Left ? times.Left : times.IsIn ? times.Entered : null;
        return Explanation(Passes(times, reader), seen is { } moment ? ValueText.Of(new StudioValue.Moment(moment)) : null);
    }

    private MembershipTimes TimesOf(int row)
    {
        var place = rows.FirstOf(row);
        return rows.RowAt(place) == row ? rows.TimesAt(ref place, now) : default;
    }

    private bool Passes(MembershipTimes times, RowReader reader) => membership switch
    {
        null => times.IsIn,
        Membership.Entered => times.Entered is { } entered && during!.Of(reader).Contains(entered), // it has a window
        Membership.Left => times.Left is { } left && during!.Of(reader).Contains(left),
        Membership.For => times.IsIn && times.Entered <= since,
        _ => throw new UnreachableException(membership.GetType().Name),
    };
}

/// <summary>How people stand in a journey, by row.</summary>
internal sealed class StandingRows
{
    private readonly byte[] _states;

    public StandingRows(AudienceSet.Standings set, RowsView rows)
    {
        _states = new byte[rows.RowCount];
        var orders = new long[rows.RowCount];
        foreach (var standing in set.All)
        {
            var row = rows.RowOf(standing.Profile);
            if (row < 0 || _states[row] == Stored(JourneyState.Active)) continue;
            if (standing.State != JourneyState.Active && _states[row] != 0 && standing.Order < orders[row]) continue;

            (_states[row], orders[row]) = (Stored(standing.State), standing.Order);
        }
    }

    public JourneyState Of(int row) => row < _states.Length && _states[row] is not 0 and var state ? (JourneyState)(state - 1) : JourneyState.Never;

    private static byte Stored(JourneyState state) => (byte)(state + 1);
}

internal sealed class JourneyNode(StandingRows rows, JourneyState state) : Node
{
    public override Cost Cost => Cost.Bits;

    public override bool Holds(RowReader reader) => rows.Of(reader.Row) == state;

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            var bits = 0UL;
            for (var rest = mask[word]; rest != 0; rest &= rest - 1)
            {
                if (rows.Of(((firstWord + word) << 6) + BitOperations.TrailingZeroCount(rest)) == state) bits |= rest & (~rest + 1);
            }

            result[word] = bits;
        }
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Quoted(rows.Of(reader.Row).ToString().ToLowerInvariant()));
}
