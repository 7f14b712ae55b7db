namespace CdpStudio.Core.DemoData.Shop;

/// <summary>How much is going on on each day of the year that ends now, for one culture.</summary>
internal sealed class Season
{
    public const int Days = 365;

    private static readonly double[] s_weekday = [1.25, 0.95, 0.9, 0.92, 1, 1.15, 1.35];
    private static readonly double[] s_month = [0.9, 0.85, 0.95, 1, 1, 0.95, 0.85, 0.85, 1, 1.05, 1.25, 1.5];

    // Few at night, a hill at noon, a mountain in the evening.
    private static readonly double[] s_hours = Sums([1, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 15, 17, 14, 12, 12, 13, 15, 19, 24, 27, 24, 15, 6]);

    private readonly double[] _days;
    private readonly DateTimeOffset _firstDay;
    private readonly DateTimeOffset _now;

    public Season(Feast feast, DateTimeOffset now)
    {
        _now = now;
        _firstDay = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - Days);
        var first = DateOnly.FromDateTime(_firstDay.UtcDateTime);
        _days = Sums([.. Enumerable.Range(0, Days).Select(i => first.AddDays(i)).Select(day =>
            s_weekday[(int)day.DayOfWeek] * s_month[day.Month - 1] * feast.Factor(day))]);
    }

    /// <summary>A day from <paramref name="from"/> up to <paramref name="to"/>, both included, busy ones more often. Day 364 is today.</summary>
    public int Day(Random random, int from, int to) => Find(_days, random, from, to);

    /// <summary>A moment of that day at an hour at which people of the zone shop; never later than now.</summary>
    public DateTimeOffset Moment(Random random, int day, double offset)
    {
        var local = Find(s_hours, random, 0, 23) + (random.Next(3600) / 3600.0);
        var moment = _firstDay.AddDays(day).AddHours(local - offset);
        return moment < _now ? moment : _now.AddMinutes(-random.Next(5, 20 * 60));
    }

    private static int Find(double[] sums, Random random, int from, int to)
    {
        var low = from == 0 ? 0 : sums[from - 1];
        var wanted = low + (random.NextDouble() * (sums[to] - low));
        var found = Array.BinarySearch(sums, from, to - from + 1, wanted);
        return Math.Clamp(found < 0 ? ~found : found, from, to);
    }

    private static double[] Sums(double[] weights)
    {
        for (var i = 1; i < weights.Length; i++) weights[i] += weights[i - 1];
        return weights;
    }
}
