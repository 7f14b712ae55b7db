namespace CdpStudio.Core.Kernel;

/// <summary>Moments as the product stores them: whole milliseconds since the Unix epoch, UTC.</summary>
public static class EpochTime
{
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary>From here on a number is taken for milliseconds, below it for seconds.</summary>
    private const decimal FirstMillisecondNumber = 100_000_000_000;

    /// <summary>0001-01-01 and the last millisecond of 9999: what a date text can say.</summary>
    public static readonly long First = FromUtc(DateTime.MinValue);

    public static readonly long Last = FromUtc(DateTime.MaxValue);

    /// <summary>Reads a number as the value of a declared datetime: milliseconds from 10^11 on, else seconds; digits below a millisecond are cut off.</summary>
    /// <returns>False outside the years 1 to 9999.</returns>
    public static bool TryFromNumber(decimal number, out long milliseconds)
    {
        var exact = decimal.Truncate(number >= FirstMillisecondNumber ? number : number * 1000);
        milliseconds = exact >= First && exact <= Last ? (long)exact : 0;
        return exact >= First && exact <= Last;
    }

    /// <param name="time">Taken as UTC whatever its kind; digits below a millisecond are cut off.</param>
    public static long FromUtc(DateTime time) => (time.Ticks / TimeSpan.TicksPerMillisecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>What lies outside the years 1 to 9999, as a first day east of Greenwich does, becomes their first or last moment.</summary>
    public static long Within(long milliseconds) => Math.Clamp(milliseconds, First, Last);

    /// <summary>As <see cref="ToUtc"/>.</summary>
    public static DateTimeOffset ToMoment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Within(milliseconds));

    /// <summary>Of kind UTC; what lies outside the years 1 to 9999 becomes their first or last moment.</summary>
    public static DateTime ToUtc(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(Within(milliseconds));
}
