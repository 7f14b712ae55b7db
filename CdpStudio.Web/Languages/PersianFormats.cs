using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>Numbers and dates for readers of Persian: the Jalali calendar, and digits that are the same on every page.</summary>
internal static class PersianFormats
{
    public static CultureInfo Culture { get; } = Make();

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("fa-IR").Clone();

        var dates = culture.DateTimeFormat;
        dates.Calendar = new JalaliCalendar();
        // The runtime's long pattern is that of the root locale: year first and the day of the week last.
        dates.LongDatePattern = "dddd d MMMM yyyy";
        dates.YearMonthPattern = "MMMM yyyy";
        // The runtime's begin with digits, which are the other kind.
        dates.ShortestDayNames = ["ی", "د", "س", "چ", "پ", "ج", "ش"];

        // The runtime writes European digits for every culture; Arabic separators between them would be neither the one nor the other.
        var (numbers, plain) = (culture.NumberFormat, CultureInfo.InvariantCulture.NumberFormat);
        numbers.NumberDecimalSeparator = numbers.PercentDecimalSeparator = plain.NumberDecimalSeparator;
        numbers.NumberGroupSeparator = numbers.PercentGroupSeparator = plain.NumberGroupSeparator;
        numbers.PercentSymbol = plain.PercentSymbol;
        numbers.NegativeSign = plain.NegativeSign;

        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>Dates before the calendar begins in 622 are written as they came. A clock at 0001-01-01 must not cost a page.</summary>
    private sealed class JalaliCalendar : PersianCalendar
    {
        private static readonly GregorianCalendar s_before = new();

        public override DateTime MinSupportedDateTime => DateTime.MinValue;

        public override int GetYear(DateTime time) => Covers(time) ? base.GetYear(time) : s_before.GetYear(time);

        public override int GetMonth(DateTime time) => Covers(time) ? base.GetMonth(time) : s_before.GetMonth(time);

        public override int GetDayOfMonth(DateTime time) => Covers(time) ? base.GetDayOfMonth(time) : s_before.GetDayOfMonth(time);

        private bool Covers(DateTime time) => time >= base.MinSupportedDateTime;
    }
}
