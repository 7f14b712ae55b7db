using System.Globalization;
using CdpStudio.Core.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class WorkspaceTimeTests
{
    private static readonly Gen<WrittenDate> s_dates =
        from form in Gen.Choose(0, 2)
        from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
        from millisecond in Gen.Choose(0, 86_399_999)
        select form switch
        {
            0 => (WrittenDate)new WrittenDate.Day(DateOnly.FromDayNumber(day)),
            1 => new WrittenDate.Local(DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue).AddMilliseconds(millisecond)),
            _ => new WrittenDate.Moment(EpochTime.First + (day * EpochTime.MillisecondsPerDay) + millisecond),
        };

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // Berlin skips 02 to 03: moved on by the hour
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")] // and has 02 to 03 twice: the first
    [InlineData("2026-07-01", "2026-06-30T22:00:00Z")]
    [InlineData("2026-07-01T12:00:00.5", "2026-07-01T10:00:00.5Z")]
    [InlineData("2026-07-01 12:00Z", "2026-07-01T12:00:00Z")]
    [InlineData("2026-07-01T12:00+0530", "2026-07-01T06:30:00Z")]
    [InlineData("2026-07-01T12:00:59.9999-01:00", "2026-07-01T13:00:59.999Z")]
    public void Moment_WrittenInBerlin_IsThatMoment(string written, string utc) => Assert.Equal(At(utc), Zone("Europe/Berlin").Moment(Date(written)));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")] // midnight is skipped: the day begins at 01:00
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")] // midnight comes twice
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")] // the whole day is skipped
    [InlineData("Asia/Tehran", "2021-03-22", "2021-03-21T20:30:00Z")]
    public void StartOf_ADay_IsItsFirstExistingMoment(string zone, string day, string utc) =>
        Assert.Equal(At(utc), Zone(zone).StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-03-31T10:00:00Z", "1mo", "2026-02-28T11:00:00Z")] // summer time stays 12:00 on the wall
    [InlineData("2024-02-29T10:00:00Z", "1y", "2023-02-28T10:00:00Z")]
    [InlineData("2026-04-29T00:30:00Z", "1mo", "2026-03-29T01:30:00Z")] // 02:30 does not exist on 29 March
    [InlineData("2026-03-29T12:00:00Z", "1d", "2026-03-28T12:00:00Z")] // a day is 24 hours
    [InlineData("2026-03-29T12:00:00Z", "4w", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-29T12:00:00Z", "90s", "2026-03-29T11:58:30Z")]
    [InlineData("2026-03-29T12:00:00Z", "15m", "2026-03-29T11:45:00Z")]
    [InlineData("2026-03-29T12:00:00Z", "36h", "2026-03-28T00:00:00Z")]
    public void Minus_InBerlin_FixedLengthsAreFixedAndMonthsMoveTheLocalDate(string utc, string length, string before)
    {
        Assert.True(Duration.TryParse(length, out var duration));
        Assert.Equal(At(before), Zone("Europe/Berlin").Minus(At(utc), duration));
    }

    [Fact]
    public void Plus_AtTheEndOfTheCalendar_StaysOnIt()
    {
        Assert.True(Duration.TryParse("100y", out var century));

        Assert.Equal(EpochTime.Last + 1, WorkspaceZone.Utc.Plus(EpochTime.Last, century));
        Assert.Equal(EpochTime.First, WorkspaceZone.Utc.Minus(EpochTime.First, century));
        Assert.Equal(EpochTime.Last + 1, WorkspaceZone.Utc.EndOf(DateOnly.MaxValue));
        Assert.True(Zone("Asia/Tokyo").Local(EpochTime.Last).Year == 9999);
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("3155760000s")]
    [InlineData("36525d")]
    [InlineData("5217w")]
    [InlineData("1200mo")]
    [InlineData("100y")]
    public void TryParse_ADuration_ReadsBackAsWritten(string text)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(text, duration.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("1D")]
    [InlineData("1 d")]
    [InlineData(" 1d")]
    [InlineData("1d ")]
    [InlineData("1")]
    [InlineData("1M")]
    [InlineData("1min")]
    [InlineData("1d2h")]
    [InlineData("101y")]
    [InlineData("1201mo")]
    [InlineData("36526d")]
    [InlineData("99999999999d")]
    [InlineData("١d")]
    public void TryParse_NotADuration_IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-2-3")]
    [InlineData("26-02-03")]
    [InlineData("2026-02-03T")]
    [InlineData("2026-02-03T10")]
    [InlineData("2026-02-03T24:00")]
    [InlineData("2026-02-03T10:60")]
    [InlineData("2026-02-03T10:00:60")]
    [InlineData("2026-02-03T10:00.5")]
    [InlineData("2026-02-03T10:00:00.")]
    [InlineData("2026-02-03T10:00:00,5")]
    [InlineData("2026-02-03t10:00:00z")]
    [InlineData("2026-02-03T10:00:00z")]
    [InlineData("2026-02-03T10:00:00+1")]
    [InlineData("2026-02-03T10:00:00+01")]
    [InlineData("2026-02-03Z")]
    [InlineData(" 2026-02-03")]
    [InlineData("2026-02-03\n")]
    [InlineData("2026/02/03")]
    [InlineData("20260203")]
    [InlineData("1405-02-۰۳")]
    public void TryParse_NotADate_IsRefused(string text) => Assert.False(WrittenDate.TryParse(text, out _));

    [Fact]
    public void ToString_AnyDate_ReadsBackTheSame() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            s_dates.ToArbitrary(),
            date => WrittenDate.TryParse(date.ToString(), out var read) && read == date));

    [Theory]
    [InlineData("100000000000", "1973-03-03T09:46:40Z")]
    [InlineData("99999999999", "5138-11-16T09:46:39Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20Z")]
    [InlineData("1700000000.1239", "2023-11-14T22:13:20.123Z")]
    [InlineData("1700000000123.9", "2023-11-14T22:13:20.123Z")]
    [InlineData("-1", "1969-12-31T23:59:59Z")]
    public void TryFromNumber_ADeclaredDatetime_IsMillisecondsFromAHundredThousandMillionOn(string number, string utc)
    {
        Assert.True(EpochTime.TryFromNumber(decimal.Parse(number, CultureInfo.InvariantCulture), out var moment));
        Assert.Equal(At(utc), moment);
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("UTC+3", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("europe/berlin", false)]
    public void TryFind_AZone_TakesIanaNames(string name, bool found) => Assert.Equal(found, WorkspaceZone.TryFind(name, out _));

    private static WorkspaceZone Zone(string name) => WorkspaceZone.TryFind(name, out var zone) ? zone : throw new ArgumentException(name);

    private static WrittenDate Date(string text) => WrittenDate.TryParse(text, out var date) ? date : throw new ArgumentException(text);

    private static long At(string utc) => WorkspaceZone.Utc.Moment(Date(utc));
}
