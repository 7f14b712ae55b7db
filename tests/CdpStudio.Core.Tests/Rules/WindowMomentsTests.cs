using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Rules;

public sealed class WindowMomentsTests
{
    private const string Always = "always";

    // Sunday 2026-03-29, 12:00 in Berlin, the day on which summer time begins.
    private const string Now = "2026-03-29T10:00:00Z";

    private static readonly WorkspaceZone s_berlin = Zone("Europe/Berlin");

    [Theory]
    [InlineData("{'last':'1d'}", "2026-03-28T10:00:00.001Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'last':'1mo'}", "2026-02-28T11:00:00.001Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'between':['2d','1d']}", "2026-03-27T10:00:00.001Z", "2026-03-28T10:00:00.001Z")]
    [InlineData("{'from':'2026-03-29','to':'2026-03-29T10:00:00'}", "2026-03-28T23:00:00Z", "2026-03-29T08:00:00Z")]
    [InlineData("{'to':'2026-03-01'}", Always, "2026-02-28T23:00:00Z")]
    [InlineData("{'from':'2026-03-01'}", "2026-02-28T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'today'}", "2026-03-28T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'yesterday'}", "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z")]
    [InlineData("{'calendar':'thisWeek'}", "2026-03-22T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'lastWeek'}", "2026-03-15T23:00:00Z", "2026-03-22T23:00:00Z")]
    [InlineData("{'calendar':'thisMonth'}", "2026-02-28T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'lastMonth'}", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z")]
    [InlineData("{'calendar':'thisQuarter'}", "2025-12-31T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'lastQuarter'}", "2025-09-30T22:00:00Z", "2025-12-31T23:00:00Z")]
    [InlineData("{'calendar':'thisYear'}", "2025-12-31T23:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("{'calendar':'lastYear'}", "2024-12-31T23:00:00Z", "2025-12-31T23:00:00Z")]
    public void At_NowInBerlin_IsTheWindow(string window, string from, string end)
    {
        var moments = Window(window).At(At(Now), s_berlin);

        Assert.Equal(from == Always ? long.MinValue : At(from), moments.From);
        Assert.Equal(At(end), moments.End);
    }

    [Theory]
    [InlineData("{'between':['1d','2d']}")]
    [InlineData("{'from':'2026-03-02','to':'2026-03-01'}")]
    [InlineData("{'from':'2026-04-01'}")]
    [InlineData("{'since':'signup_date'}")]
    public void At_TurnedRoundOrAheadOrWithoutAValue_IsEmpty(string window) => Assert.True(Window(window).At(At(Now), s_berlin).IsEmpty);

    [Fact]
    public void At_SinceAnAttribute_BeginsWithItsValue()
    {
        var signup = At("2026-01-31T09:00:00Z");

        Assert.Equal(new Moments(signup, At("2026-02-28T09:00:00Z")), Window("{'since':'signup_date','within':'1mo'}").At(At(Now), s_berlin, signup));
        Assert.Equal(new Moments(signup, At(Now) + 1), Window("{'since':'signup_date'}").At(At(Now), s_berlin, signup));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void At_TheEndsOfTheCalendar_NothingOverflows(string now)
    {
        var zone = Zone("Pacific/Kiritimati");
        foreach (var range in Enum.GetValues<CalendarRange>()) new Window.Calendar(range).At(At(now), zone);
        foreach (var unit in Enum.GetValues<DurationUnit>()) new Window.Last(new Duration(100, unit)).At(At(now), zone);
        foreach (var period in Enum.GetValues<CalendarPeriod>()) Assert.Equal(1200, period.Before(1200, At(now), zone).Count);
        new Test.Anniversary(-366, 366).Passes(At(now), At(now), zone);
    }

    [Fact]
    public void Before_WholePeriods_TouchAndEndWithTheCurrentOne()
    {
        foreach (var period in Enum.GetValues<CalendarPeriod>())
        {
            var periods = period.Before(60, At(Now), s_berlin);

            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.From, pair.Second.End));
        }

        Assert.Equal(new Moments(At("2026-03-27T23:00:00Z"), At("2026-03-28T23:00:00Z")), CalendarPeriod.Day.Before(1, At(Now), s_berlin)[0]);
        Assert.Equal(new Moments(At("2026-03-15T23:00:00Z"), At("2026-03-22T23:00:00Z")), CalendarPeriod.Week.Before(1, At(Now), s_berlin)[0]);
        Assert.Equal(new Moments(At("2025-12-31T23:00:00Z"), At("2026-01-31T23:00:00Z")), CalendarPeriod.Month.Before(2, At(Now), s_berlin)[1]);
    }

    [Theory]
    [InlineData("before", "'2026-03-29'", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z")]
    [InlineData("before", "'2026-03-29T10:00Z'", "2026-03-29T09:59:59.999Z", "2026-03-29T10:00:00Z")]
    [InlineData("after", "'2026-03-29'", "2026-03-29T22:00:00Z", "2026-03-29T21:59:59.999Z")]
    [InlineData("after", "'2026-03-29T10:00Z'", "2026-03-29T10:00:00.001Z", "2026-03-29T10:00:00Z")]
    [InlineData("on", "'2026-03-29'", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("on", "'2026-03-29T10:00Z'", "2026-03-29T21:59:59.999Z", "2026-03-28T22:59:59.999Z")]
    [InlineData("between", "['2026-03-28','2026-03-29']", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z")]
    [InlineData("between", "['2026-03-28T10:00Z','2026-03-29T10:00Z']", "2026-03-29T10:00:00Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("inLast", "'1h'", "2026-03-29T10:00:00Z", "2026-03-29T09:00:00Z")]
    [InlineData("inLast", "'1h'", "2026-03-29T09:00:00.001Z", "2026-03-29T10:00:00.001Z")]
    [InlineData("inNext", "'1h'", "2026-03-29T11:00:00Z", "2026-03-29T10:00:00Z")]
    [InlineData("moreThanAgo", "'1h'", "2026-03-29T09:00:00Z", "2026-03-29T09:00:00.001Z")]
    public void Passing_ADateTest_TakesItsEdgesAsTheLanguageSays(string op, string operand, string inside, string outside)
    {
        var test = Assert.IsType<Rule.Attribute>(Read.Rule($"{{'attribute':'signup_date','op':'{op}','value':{operand}}}")).Test;
        var moments = Assert.NotNull(test.Passing(At(Now), s_berlin));

        Assert.True(moments.Contains(At(inside)));
        Assert.False(moments.Contains(At(outside)));
    }

    [Theory]
    [InlineData("1988-02-29T12:00:00Z", "2026-02-28T12:00:00Z", 0, 0, true)]
    [InlineData("1988-02-29T12:00:00Z", "2026-03-01T12:00:00Z", 0, 0, false)]
    [InlineData("1988-02-29T12:00:00Z", "2028-02-28T12:00:00Z", 0, 0, false)]
    [InlineData("1988-02-29T12:00:00Z", "2028-02-29T12:00:00Z", 0, 0, true)]
    [InlineData("1990-01-03T12:00:00Z", "2025-12-30T12:00:00Z", 0, 7, true)]
    [InlineData("1990-12-30T12:00:00Z", "2026-01-02T12:00:00Z", -7, -1, true)]
    [InlineData("1990-12-30T12:00:00Z", "2026-01-02T12:00:00Z", 0, 7, false)]
    [InlineData("1989-12-31T23:30:00Z", "2026-01-01T12:00:00Z", 0, 0, true)] // 1 January in Berlin
    public void Passes_AnAnniversary_GoesByMonthAndDayInTheZone(string born, string now, int from, int to, bool passes) =>
        Assert.Equal(passes, new Test.Anniversary(from, to).Passes(At(born), At(now), s_berlin));

    [Fact]
    public void Passes_AnyAnniversary_AgreesWithLookingAtEveryDay() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            (from born in Gen.Choose(700_000, 745_000) from today in Gen.Choose(735_000, 745_000) from a in Gen.Choose(-366, 366) from b in Gen.Choose(a, 366) select (born, today, a, b)).ToArbitrary(),
            x =>
            {
                var day = DateOnly.FromDayNumber(x.born);
                var naive = Enumerable.Range(x.a, x.b - x.a + 1).Select(by => DateOnly.FromDayNumber(x.today + by)).Any(d =>
                    d.Month == day.Month && (d.Day == day.Day || (d is { Month: 2, Day: 28 } && day.Day == 29 && !DateTime.IsLeapYear(d.Year))));
                return naive == new Test.Anniversary(x.a, x.b).Passes(s_berlin.StartOf(day), s_berlin.StartOf(DateOnly.FromDayNumber(x.today)), s_berlin);
            }));

    private static Window Window(string json) => Assert.IsType<Rule.Did>(Read.Rule($"{{'event':'Checkout','during':{json}}}")).During;

    private static WorkspaceZone Zone(string name) => WorkspaceZone.TryFind(name, out var zone) ? zone : throw new ArgumentException(name);

    private static long At(string utc) => WrittenDate.TryParse(utc, out var date) ? WorkspaceZone.Utc.Moment(date) : throw new ArgumentException(utc);
}
