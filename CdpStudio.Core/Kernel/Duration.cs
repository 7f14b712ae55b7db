using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>A whole number from 1 and a unit, at most 100 years. Months and years move the local date; the rest are fixed lengths.</summary>
public sealed record Duration(long Amount, DurationUnit Unit)
{
    private const int MaxYears = 100;

    // 25 of 100 years are leap years.
    private const long MaxDays = (365 * MaxYears) + 25;

    private static readonly (string Suffix, DurationUnit Unit, long Max)[] s_units =
    [
        ("s", DurationUnit.Seconds, MaxDays * 24 * 60 * 60),
        ("m", DurationUnit.Minutes, MaxDays * 24 * 60),
        ("h", DurationUnit.Hours, MaxDays * 24),
        ("d", DurationUnit.Days, MaxDays),
        ("w", DurationUnit.Weeks, MaxDays / 7),
        ("mo", DurationUnit.Months, 12 * MaxYears),
        ("y", DurationUnit.Years, MaxYears),
    ];

    /// <summary>Milliseconds of a fixed length; null for months and years, which have none.</summary>
    public long? FixedMilliseconds => Unit switch
    {
        DurationUnit.Seconds => Amount * 1000,
        DurationUnit.Minutes => Amount * 60_000,
        DurationUnit.Hours => Amount * 3_600_000,
        DurationUnit.Days => Amount * 86_400_000,
        DurationUnit.Weeks => Amount * 7 * 86_400_000,
        DurationUnit.Months or DurationUnit.Years => null,
        _ => throw new UnreachableException(Unit.ToString()),
    };

    /// <summary>As rules write it: <c>30s 15m 2h 7d 4w 3mo 1y</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Duration? duration)
    {
        duration = null;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 10 || text[0] == '0') return false;

        var amount = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (suffix, unit, max) in s_units)
        {
            if (text.AsSpan(digits).SequenceEqual(suffix) && amount <= max) duration = new Duration(amount, unit);
        }

        return duration is not null;
    }

    public override string ToString() =>
        Amount.ToString(CultureInfo.InvariantCulture) + Array.Find(s_units, u => u.Unit == Unit).Suffix;
}

public enum DurationUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}
