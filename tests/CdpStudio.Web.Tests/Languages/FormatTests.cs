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
    // 20 March 2026 is the last day of 1404.
    [Theory]
    [InlineData("en", "3 Sep", "20 Mar", "14 Dec 2024")]
    [InlineData("zh-Hans", "9月3日", "3月20日", "2024年12月14日")]
    [InlineData("zh-Hant", "9月3日", "3月20日", "2024年12月14日")]
    [InlineData("vi", "3 thg 9", "20 thg 3", "14 thg 12, 2024")]
    [InlineData("fa", "12 شهریور", "29 اسفند 1404", "24 آذر 1403")]
    public void Ago_DaysPast_IsADayOfTheReader(string tag, string thisYear, string spring, string before)
    {
        Read(tag);

        Assert.Equal(thisYear, Ago(new(2026, 9, 3, 8, 0, 0, TimeSpan.Zero)));
        Assert.Equal(spring, Ago(new(2026, 3, 20, 8, 0, 0, TimeSpan.Zero)));
        Assert.Equal(before, Ago(new(2024, 12, 14, 8, 0, 0, TimeSpan.Zero)));
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
    [InlineData("vi", "1 người")]
    [InlineData("fa", "1 نفر")]
    public void Plural_OfOne_IsNeverEnglishElsewhere(string tag, string text)
    {
        Read(tag);

        Assert.Equal(text, Services.GetRequiredService<IStringLocalizer<SegmentTexts>>().Plural("People", 1));
    }

    private string Ago(DateTimeOffset at) => Render<Ago>(ago => ago.Add(a => a.At, at)).Find("time").TextContent;

    private static void Read(string tag) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(tag);
}
