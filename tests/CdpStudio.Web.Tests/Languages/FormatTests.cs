using System.Globalization;
using Bunit;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Segments;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Numbers, days and plurals as each language's readers expect them.</summary>
public sealed class FormatTests : ComponentTest
{
    [Theory]
    [InlineData("en", "3 Sep", "20 Mar", "14 Dec 2024")]
    [InlineData("zh-Hans", "9月3日", "3月20日", "2024年12月14日")]
    [InlineData("zh-Hant", "9月3日", "3月20日", "2024年12月14日")]
    public void Ago_DaysPast_IsADayOfTheReader(string tag, string thisYear, string spring, string before)
    {
        Read(tag);

        Assert.Equal(thisYear, Ago(new(2026, 9, 3, 8, 0, 0, TimeSpan.Zero)));
        Assert.Equal(spring, Ago(new(2026, 3, 20, 8, 0, 0, TimeSpan.Zero)));
        Assert.Equal(before, Ago(new(2024, 12, 14, 8, 0, 0, TimeSpan.Zero)));
    }

    // Nowruz was on 21 March 2026: the day before belongs to the year before.
    [Fact]
    public void Ago_LastJalaliYearInThisGregorianOne_SaysTheYear()
    {
        Read("fa");

        Assert.Contains("1404", Ago(new(2026, 3, 20, 8, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.DoesNotContain("1405", Ago(new(2026, 3, 22, 8, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
    }

    [Fact]
    public void Persian_DatesAndNumbers_AreJalaliAndOfOneKindOfDigits()
    {
        var formats = Language.Persian.FormatCulture;

        Assert.Equal("سه‌شنبه 3 آذر 1405", new DateTime(2026, 11, 24).ToString("D", formats));
        Assert.Equal("1405/9/3", new DateOnly(2026, 11, 24).ToString("d", formats));
        Assert.Equal("-1,234.5 12.5%", string.Create(formats, $"{-1234.5m:#,##0.#} {0.125:P1}"));
    }

    [Theory]
    [InlineData("0001-01-01", "0001/1/1")]
    [InlineData("0622-03-21", "0622/3/21")]
    [InlineData("0622-03-22", "0001/1/1")]
    [InlineData("9999-12-31", "9378/10/13")]
    public void Persian_DaysOfAnyYear_CanBeWritten(string day, string written) =>
        Assert.Equal(written, DateTime.Parse(day, CultureInfo.InvariantCulture).ToString("d", Language.Persian.FormatCulture));

    [Theory]
    [InlineData("en", "1 person")]
    [InlineData("zh-Hans", "1 人")]
    [InlineData("zh-Hant", "1 人")]
    public void Plural_OfOne_IsNeverEnglishElsewhere(string tag, string text)
    {
        Read(tag);

        Assert.Equal(text, Services.GetRequiredService<IStringLocalizer<SegmentTexts>>().Plural("People", 1));
    }

    private string Ago(DateTimeOffset at) => Render<Ago>(ago => ago.Add(a => a.At, at)).Find("time").TextContent;

    private static void Read(string tag) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(tag);
}
