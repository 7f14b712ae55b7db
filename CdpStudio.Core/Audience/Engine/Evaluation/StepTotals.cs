using System.Numerics;
using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// A test of a sum or an average, made ready for the steps of one block: it passes when so much per step and so much per value adds up
/// to no less than <c>from</c> and no more than <c>to</c>. In 64 bits, exactly.
/// </summary>
internal readonly struct StepTotals
{
    private const long MostOrigin = 1L << 40;
    private const long MostScale = 1L << 20;

    // Times the limits above it has room in 64 bits.
    private const long MostSteps = 1L << 40;

    private readonly long _perStep;
    private readonly long _perValue;
    private readonly long _from;
    private readonly long _to;
    private readonly bool _needsValue;

    private StepTotals(long perStep, long perValue, long from, long to, bool needsValue)
    {
        (_perStep, _perValue, _from, _to, _needsValue) = (perStep, perValue, from, to, needsValue);
    }

    /// <param name="less">Taken off each value, in ten-thousandths.</param>
    /// <param name="needsValue">Whether nothing passes without a value.</param>
    /// <returns>Null when numbers are too large for 64 bits.</returns>
    public static StepTotals? Of(in Cells steps, Int128 less, Int128 from, Int128 to, bool needsValue)
    {
        if (Math.Abs(steps.Origin) >= MostOrigin || steps.Scale >= MostScale || Int128.Abs(less) >= MostOrigin) return null;

        // Step 1 is the origin.
        var perValue = steps.Origin - steps.Scale - (long)less;
        return new StepTotals(steps.Scale, perValue, Clamp(from), Clamp(to), needsValue);
    }

    /// <summary>Whether nothing that fails has a part that passes: values are not negative, and there is no upper end.</summary>
    public bool OnlyGrow => _perStep + _perValue >= 0 && _to == long.MaxValue;

    /// <summary>Whether a sum of steps of so many values passes, fewer than <see cref="RowTotals.MostEntries"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(uint sum, int values)
    {
        var total = (_perStep * sum) + (_perValue * values);
        return total >= _from && total <= _to && (values > 0 || !_needsValue);
    }

    /// <summary>Whether neighbouring steps pass; null when they are too many or too large for 64 bits.</summary>
    public bool? Holds<T>(ReadOnlySpan<T> steps)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (sum, missing) = (0L, 0);
        foreach (var step in steps)
        {
            sum += long.CreateTruncating(step);
            missing += step == T.Zero ? 1 : 0;
        }

        if (steps.Length >= RowTotals.MostEntries || sum >= MostSteps) return null;

        var values = steps.Length - missing;
        var total = (_perStep * sum) + (_perValue * values);
        return total >= _from && total <= _to && (values > 0 || !_needsValue);
    }

    private static long Clamp(Int128 end) => (long)Int128.Clamp(end, long.MinValue, long.MaxValue);
}
