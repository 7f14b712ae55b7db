using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Recurring;

public sealed class RecurringScheduleTests
{
    private static readonly string[] s_zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tehran", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"];

    [Fact]
    public void Next_AnyScheduleAndMoment_IsTheFirstMinuteThatFits()
    {
        var random = new Random(RunSeed.Value);
        for (var n = 0; n < 300; n++)
        {
            WorkspaceZone.TryFind(s_zones[random.Next(s_zones.Length)], out var zone);
            var schedule = new RecurringSchedule.At(new TimeOnly(random.Next(24), random.Next(60)), (DaysOfWeek)random.Next(1, 128));
            var after = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(365 * 24 * 60));

            var (expected, next) = (Naive(schedule, after, zone!), schedule.Next(after, zone!));
            Assert.True(expected == next, $"{schedule.Write()} behind {after:u} in {zone!.Name} is {expected:u}, not {next:u}; seed {RunSeed.Value}");
        }
    }

    [Fact]
    public void Next_TimeThatTheDaySkips_IsBehindTheGapAndOneThatComesTwiceComesOnce()
    {
        WorkspaceZone.TryFind("Europe/Berlin", out var zone);
        var daily = new RecurringSchedule.At(new TimeOnly(2, 30), DaysOfWeek.All);

        var spring = daily.Next(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), zone!);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), spring);
        var autumn = daily.Next(new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), zone!);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), autumn);
        Assert.Equal(new DateTimeOffset(2026, 10, 26, 1, 30, 0, TimeSpan.Zero), daily.Next(autumn, zone!));
    }

    [Theory]
    [InlineData("every 15")]
    [InlineData("every 10080")]
    [InlineData("at 03:30 sun,mon,tue,wed,thu,fri,sat")]
    [InlineData("at 23:59 mon")]
    public void Read_WhatVersionOneWrote_IsWrittenTheSame(string text) => Assert.Equal(text, RecurringSchedule.Read(text)!.Write());

    [Theory]
    [InlineData("")]
    [InlineData("every 0")]
    [InlineData("every -5")]
    [InlineData("every 10081")]
    [InlineData("every 1.5")]
    [InlineData("at 24:00 mon")]
    [InlineData("at 3:30 mon")]
    [InlineData("at 03:30 ")]
    [InlineData("at 03:30 moon")]
    [InlineData("0 0 30 2 *")]
    public void Read_Nonsense_IsNoSchedule(string text) => Assert.Null(RecurringSchedule.Read(text));

    [Fact]
    public void After_FailuresInARow_DoublesUpToAnHourAndLeavesItToTheSchedule()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60, 60], Enumerable.Range(1, 10).Select(n => (int)RecurringRetry.After(n, null)!.Value.TotalMinutes));
        Assert.Null(RecurringRetry.After(11, null));
        Assert.Equal(TimeSpan.FromMinutes(30), RecurringRetry.After(1, TimeSpan.FromMinutes(30)));
        Assert.Equal(TimeSpan.FromMinutes(1), RecurringRetry.After(1, TimeSpan.FromSeconds(-5)));
        Assert.Equal(TimeSpan.FromDays(1), RecurringRetry.After(1, TimeSpan.FromDays(400)));
    }

    /// <summary>Looks at every minute's wall clock; only where the day skips the time it is the zone's own rule.</summary>
    private static DateTimeOffset Naive(RecurringSchedule.At at, DateTimeOffset after, WorkspaceZone zone)
    {
        for (var minute = after.AddMinutes(1); ; minute = minute.AddMinutes(1))
        {
            var local = zone.Local(minute.ToUnixTimeMilliseconds());
            foreach (var day in new[] { DateOnly.FromDateTime(local), DateOnly.FromDateTime(local).AddDays(-1) })
            {
                if (at.Days.HasFlag((DaysOfWeek)(1 << (int)day.DayOfWeek)) && zone.Moment(day.ToDateTime(at.Time)) == minute.ToUnixTimeMilliseconds()) return minute;
            }
        }
    }
}
