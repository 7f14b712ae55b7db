using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Moments of a block for a walk over many rows: what they lie in is looked up once.</summary>
internal readonly ref struct TimesWalk
{
    private readonly ReadOnlySpan<uint> _seconds;
    private readonly ReadOnlySpan<ushort> _millis;
    private readonly ReadOnlySpan<long> _wide;

    public TimesWalk(scoped in Times times)
    {
        _seconds = times.Seconds;
        _millis = times.Millis;
        _wide = times.Wide;
    }

    public long this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !_wide.IsEmpty ? _wide[index] : (_seconds[index] * 1000L) + (_millis.IsEmpty ? 0 : _millis[index]);
    }

    /// <summary>The first of some rising moments that is at or after another, looked for from the end: most windows end with now.</summary>
    public int FirstFrom(long moment, int start, int end)
    {
        if (moment == long.MinValue) return start;

        var step = 1;
        while (end > start && this[end - 1] >= moment)
        {
            var jump = Math.Max(start, end - step);
            if (this[jump] < moment) return Halve(moment, jump + 1, end - 1);

            end = jump;
            step *= 2;
        }

        return end;
    }

    /// <summary>Likewise, looked for from the start.</summary>
    public int NextFrom(long moment, int start, int end)
    {
        var step = 1;
        while (start < end && this[start] < moment)
        {
            var jump = Math.Min(end, start + step);
            if (jump < end && this[jump] < moment)
            {
                start = jump;
                step *= 2;
                continue;
            }

            return Halve(moment, start + 1, jump);
        }

        return start;
    }

    /// <summary>What stands at <paramref name="high"/>, or past the last one, is late enough.</summary>
    private int Halve(long moment, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[middle] < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
