using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Tests.Sources.Imports.Mapping;

public sealed class CellFormatTests
{
    [Theory]
    [InlineData(null, "12", "12")]
    [InlineData(null, " -3.50 ", "-3.50")]
    [InlineData(null, "1e-05", "0.00001")]
    [InlineData(null, "1,234", null)]
    [InlineData(null, "1,5", null)]
    [InlineData(null, "12 apples", null)]
    [InlineData(null, "NaN", null)]
    [InlineData("de-DE", "1.234,56", "1234.56")]
    [InlineData("de-DE", "1234,5", "1234.5")]
    [InlineData("de-DE", "-1.234.567", "-1234567")]
    [InlineData("de-DE", "\u22125,00 €", "-5.00")]
    [InlineData("de-DE", "1.23,4", null)]
    [InlineData("de-DE", "12.5", null)]
    [InlineData("de-DE", "1,234,5", null)]
    [InlineData("de-DE", ",", null)]
    [InlineData("de-DE", "5%", null)]
    [InlineData("en-US", "$1,234.50", "1234.50")]
    [InlineData("en-IN", "12,34,567", "1234567")]
    [InlineData("fr-FR", "1 234,5", "1234.5")]
    [InlineData("de-CH", "1'234.5", "1234.5")]
    [InlineData("de-CH", "1\u2019234.5", "1234.5")]
    [InlineData("fr-FR", "1\u202F234", "1234")]
    [InlineData("vi-VN", "3,5", "3.5")]
    [InlineData("fa-IR", "۱۲۳", "123")]
    public void Number_OfACulture_ReadsStrictly(string? culture, string cell, string? expected) =>
        Assert.Equal(expected, Read(new CellFormat.Number(culture is null ? null : CultureInfo.GetCultureInfo(culture)), cell));

    [Theory]
    [InlineData(null, null, "2026-03-04", "\"2026-03-04\"")]
    [InlineData(null, null, "2026-03-04 05:06", "\"2026-03-04T05:06:00\"")]
    [InlineData(null, null, "2026-03-04T05:06:07+02:00", "\"2026-03-04T03:06:07Z\"")]
    [InlineData(null, null, "1700000000", "\"2023-11-14T22:13:20Z\"")]
    [InlineData(null, null, "4.3.2026", null)]
    [InlineData("dd.MM.yyyy", null, "04.03.2026", "\"2026-03-04\"")]
    [InlineData("dd.MM.yyyy", null, "31.02.2026", null)]
    [InlineData("dd.MM.yyyy HH:mm", "Europe/Berlin", "04.03.2026 05:06", "\"2026-03-04T04:06:00Z\"")]
    [InlineData("M/d/yyyy h:mm tt", null, "3/4/2026 5:06 PM", "\"2026-03-04T17:06:00\"")]
    [InlineData("yyyy-MM-dd HH:mm:ss zzz", null, "2026-03-04 05:06:07 +01:00", "\"2026-03-04T04:06:07Z\"")]
    public void DateTime_OfAFormat_BecomesIsoText(string? pattern, string? zone, string cell, string? expected) =>
        Assert.Equal(expected, Read(Date(pattern, zone), cell));

    [Theory]
    [InlineData("29.03.2026 02:30", "2026-03-29T01:30:00Z")] // skipped: moves on by the gap
    [InlineData("25.10.2026 02:30", "2026-10-25T00:30:00Z")] // comes twice: its first
    public void TryReadMoment_AtASwitchOfTheClock_FollowsTheLanguage(string cell, string expected)
    {
        Assert.True(Date("dd.MM.yyyy HH:mm", "Europe/Berlin").TryReadMoment(cell, Core.Ingestion.Parsing.CellKind.Text, out var moment));
        Assert.Equal(expected, new WrittenDate.Moment(moment).ToString());
    }

    [Fact]
    public void DateTime_OfAPersianCalendar_ReadsItsYears()
    {
        Assert.True(DatePattern.TryCreate("yyyy/MM/dd", CultureInfo.GetCultureInfo("fa-IR"), out var pattern, out _));

        Assert.Equal("\"2026-03-21\"", Read(new CellFormat.DateTime(pattern), "1405/01/01"));
    }

    [Theory]
    [InlineData("Yes", "true")]
    [InlineData("nein", "false")]
    [InlineData("是", "true")]
    [InlineData("maybe", null)]
    public void Boolean_Words_OfSeveralLanguages(string cell, string? expected) => Assert.Equal(expected, Read(new CellFormat.Boolean(), cell));

    [Theory]
    [InlineData("a; b;;c", "[\"a\",\"b\",\"c\"]")]
    [InlineData(" ; ", null)]
    public void List_Elements_AreTrimmedAndBlankOnesDropped(string cell, string? expected) =>
        Assert.Equal(expected, Read(new CellFormat.List(), cell));

    [Fact]
    public void Text_LeadingZerosAndSpaces_Stay() => Assert.Equal("\" 007\"", Read(new CellFormat.Text(), " 007"));

    private static string? Read(CellFormat format, string cell) => format.TryRead(cell, out var json) ? json : null;

    private static CellFormat.DateTime Date(string? text, string? zone)
    {
        DatePattern? pattern = null;
        Assert.True(text is null || DatePattern.TryCreate(text, null, out pattern, out _));
        WorkspaceZone? found = null;
        Assert.True(zone is null || WorkspaceZone.TryFind(zone, out found));
        return new CellFormat.DateTime(pattern, found);
    }
}
