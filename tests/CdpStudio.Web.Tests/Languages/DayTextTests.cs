using System.Globalization;
using CdpStudio.Web.Languages;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Days and times that a reader types and picks: their calendar, their order, their digits.</summary>
public sealed class DayTextTests
{
    [Theory]
    [InlineData("en", "11/24/2026", "2026-11-24")]
    [InlineData("en", "2026-11-24", "2026-11-24")]
    [InlineData("vi", "24/11/2026", "2026-11-24")]
    [InlineData("vi", "24-11-2026", "2026-11-24")]
    [InlineData("zh-Hans", "2026年11月24日", "2026-11-24")]
    [InlineData("zh-Hant", "2026/11/24", "2026-11-24")]
    [InlineData("fa", "1405/9/3", "2026-11-24")]
    [InlineData("fa", "۱۴۰۵/۰۹/۰۳", "2026-11-24")]
    [InlineData("fa", "1404-12-29", "2026-03-20")]
    [InlineData("fa", "1403/12/30", "2025-03-20")] // a leap year
    [InlineData("fa", "2026-11-24", "2026-11-24")] // no Persian year is so late
    public void TryRead_ADayAsItsReaderWritesIt_IsThatDay(string tag, string typed, string day)
    {
        Assert.True(DayText.TryRead(typed, Formats(tag), out var read));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("en", "24/11/2026")] // there is no month 24
    [InlineData("en", "2/29/2026")]
    [InlineData("en", "11/24/26")]
    [InlineData("en", "11/24")]
    [InlineData("en", "0000-01-01")]
    [InlineData("en", "tomorrow")]
    [InlineData("en", "")]
    [InlineData("en", "99999999999999999999/1/1")]
    [InlineData("fa", "1404/12/30")] // not a leap year
    public void TryRead_WhatIsNoDay_IsRefused(string tag, string typed) => Assert.False(DayText.TryRead(typed, Formats(tag), out _));

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSameDay_InEveryLanguage() =>
        Assert.All(Language.Spoken, language =>
        {
            for (var day = new DateOnly(1900, 1, 1); day.Year < 2100; day = day.AddDays(17))
            {
                Assert.True(DayText.TryRead(DayText.Write(day, language.FormatCulture), language.FormatCulture, out var read));
                Assert.Equal(day, read);
            }
        });

    [Fact]
    public void TimeOfDay_WhatWasWritten_IsTheSameTime_InEveryLanguage() =>
        Assert.All(Language.Spoken, language =>
        {
            for (var minute = 0; minute < 24 * 60; minute += 7)
            {
                var time = TimeOnly.MinValue.AddMinutes(minute);
                Assert.True(TimeText.TryRead(TimeText.Write(time, language.FormatCulture), language.FormatCulture, out var read));
                Assert.Equal(time, read);
            }
        });

    [Theory]
    [InlineData("en", "14:30")]
    [InlineData("en", "2:30 pm")]
    [InlineData("zh-Hant", "下午 2:30")]
    [InlineData("zh-Hant", "14:30")]
    [InlineData("fa", "۱۴:۳۰")]
    public void TimeOfDay_AsItsReaderWritesIt_IsThatTime(string tag, string typed)
    {
        Assert.True(TimeText.TryRead(typed, Formats(tag), out var read));
        Assert.Equal(new TimeOnly(14, 30), read);
    }

    [Fact]
    public void MonthSheet_OfEveryLanguage_HasEachDayOfItsMonthOnce_UnderItsWeekday() =>
        Assert.All(Language.Spoken, language =>
        {
            var formats = language.FormatCulture;
            var sheet = new MonthSheet(new DateOnly(2026, 11, 24), formats);

            var days = sheet.Weeks.SelectMany(w => w).OfType<DateOnly>().ToList();
            Assert.Equal(Enumerable.Range(0, days.Count).Select(sheet.First.AddDays), days);
            Assert.Equal("1", sheet.NumberOf(sheet.First));
            Assert.Equal(sheet.Next.First, sheet.First.AddDays(days.Count));
            Assert.Equal(sheet.First, sheet.Next.Previous.First);
            Assert.All(sheet.Weeks, week => Assert.All(week.Zip(sheet.Weekdays), cell =>
                Assert.True(cell.First is not { } day || formats.DateTimeFormat.DayNames[(int)day.DayOfWeek] == cell.Second.Full)));
        });

    [Fact]
    public void MonthSheet_ForAReaderOfPersian_IsTheMonthAzar_FromSaturday()
    {
        var sheet = new MonthSheet(new DateOnly(2026, 11, 24), Formats("fa"));

        Assert.Equal(new DateOnly(2026, 11, 22), sheet.First);
        Assert.Equal("آذر 1405", sheet.Title);
        Assert.Equal(("ش", "شنبه"), sheet.Weekdays[0]);
    }

    private static CultureInfo Formats(string tag) => Language.Spoken.Single(l => l.Tag == tag).FormatCulture;
}
