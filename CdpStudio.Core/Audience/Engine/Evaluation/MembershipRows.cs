using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Recorded stays by the row of whoever they are today, by row and then by time.</summary>
internal sealed class MembershipRows
{
    private readonly Stay[] _stays;

    public MembershipRows(AudienceSet.Memberships set, RowsView rows)
    {
        var stays = new List<Stay>(set.Stays.Count);
        var sorted = true;
        foreach (var stay in set.Stays)
        {
            // One that lasted for no time is none.
            if (rows.RowOf(stay.Profile) is not (>= 0 and var row) || stay.Until <= stay.From) continue;

            var next = new Stay(row, stay.From, stay.Until ?? long.MaxValue);
            sorted &= stays.Count == 0 || stays[^1].CompareTo(next) <= 0;
            stays.Add(next);
        }

        // Rows are given in the order of numbers, so only merges and splits leave something to sort.
        if (!sorted) stays.Sort();
        _stays = [.. stays];
    }

    /// <summary>The first place of a row at or behind the given one.</summary>
    public int FirstOf(int row)
    {
        var (low, high) = (0, _stays.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_stays[middle].Row < row) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The row at a place; <see cref="int.MaxValue"/> behind the last one.</summary>
    public int RowAt(int place) => place < _stays.Length ? _stays[place].Row : int.MaxValue;

    /// <summary>What is recorded of the row at a place up to a moment. Stays that touch are one: who was merged did not leave.</summary>
    /// <param name="place">Of the row's first stay; moves on to the next row.</param>
    public MembershipTimes TimesAt(ref int place, long moment)
    {
        var row = RowAt(place);
        long? entered = null, left = null;
        var end = long.MinValue;
        for (; place < _stays.Length && _stays[place].Row == row; place++)
        {
            var stay = _stays[place];
            if (stay.From > moment) continue;

            if (entered is null || stay.From > end)
            {
                if (entered is not null) left = end;
                entered = stay.From;
            }

            end = Math.Max(end, stay.Until);
        }

        if (entered is null || end > moment) return new MembershipTimes(entered, left, entered is not null);

        return new MembershipTimes(entered, end, false);
    }

    /// <summary>When the row's stays begin and end.</summary>
    public IReadOnlyList<long> MomentsOf(int row)
    {
        var moments = new List<long>();
        for (var place = FirstOf(row); RowAt(place) == row; place++)
        {
            moments.Add(_stays[place].From);
            if (_stays[place].Until != long.MaxValue) moments.Add(_stays[place].Until);
        }

        return moments;
    }

    private readonly record struct Stay(int Row, long From, long Until) : IComparable<Stay>
    {
        public int CompareTo(Stay other) => Row != other.Row ? Row.CompareTo(other.Row) : From.CompareTo(other.From);
    }
}

/// <param name="Entered">When the person last came in; null when never.</param>
/// <param name="Left">When they last left.</param>
/// <param name="IsIn">Since <paramref name="Entered"/>, without a break.</param>
internal readonly record struct MembershipTimes(long? Entered, long? Left, bool IsIn);
