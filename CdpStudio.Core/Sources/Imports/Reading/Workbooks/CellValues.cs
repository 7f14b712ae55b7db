using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

internal enum DateSystem
{
    /// <summary>Day 1 is 1900-01-01, and a 29th of February 1900 that never was is counted.</summary>
    From1900,

    /// <summary>Day 0 is 1904-01-01, as on old Macs.</summary>
    From1904,
}

/// <summary>Numbers of cells as text: plain digits, or the date for which their style shows them.</summary>
internal sealed class CellValues(DateStyles styles, DateSystem dates)
{
    private const int MsPerDay = 86_400_000;

    // The last one of 9999 in the system of 1900.
    private const long LastDay = 2_958_465;

    // Between the two systems.
    private const int DaysTo1904 = 1_462;

    private const int PhantomDay = 60;

    // Beyond 15 digits Excel keeps none.
    private const double FirstRounded = 1e15;

    /// <param name="value">As it stands in the file.</param>
    /// <returns>The length of the text; null when it is no number.</returns>
    public int? Write(ReadOnlySpan<char> value, int style, Span<char> to, out CellKind kind)
    {
        kind = CellKind.SheetNumber;
        var shown = styles[style];
        if (shown == DateStyle.None && IsPlain(value))
        {
            value.CopyTo(to);
            return value.Length;
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return null;
        if (shown != DateStyle.None && number >= 0 && number <= LastDay + 1)
        {
            // Excel shows ###### beyond the last day.
            var all = (long)Math.Round(number * MsPerDay);
            var last = dates == DateSystem.From1904 ? LastDay - DaysTo1904 : LastDay;
            if (all / MsPerDay <= last)
            {
                kind = shown == DateStyle.Duration ? CellKind.Text : CellKind.Date;
                return WriteDate(all, shown, to);
            }
        }

        if (Math.Abs(number) >= FirstRounded && double.IsInteger(number)) kind = CellKind.RoundedNumber;
        return WriteNumber(number, to);
    }

    private static bool IsPlain(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= 15 && !value.ContainsAnyExceptInRange('0', '9') && (value[0] != '0' || value.Length == 1);

    private static int WriteNumber(double number, Span<char> to)
    {
        // Without an exponent, which names of customers would get; a decimal takes the shortest text that is this double.
        number.TryFormat(to, out var length, "R", CultureInfo.InvariantCulture);
        if (to[..length].IndexOf('E') >= 0 && decimal.TryParse(to[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact != 0)
            exact.TryFormat(to, out length, provider: CultureInfo.InvariantCulture);
        return length;
    }

    /// <param name="all">Milliseconds.</param>
    private int WriteDate(long all, DateStyle shown, Span<char> to)
    {
        var (day, ms) = (all / MsPerDay, (int)(all % MsPerDay));
        var time = TimeSpan.FromMilliseconds(ms);
        var length = 0;
        if (shown == DateStyle.Duration)
        {
            to.TryWrite(CultureInfo.InvariantCulture, $"{all / 3_600_000}:{time.Minutes:00}:{time.Seconds:00}", out length);
            return length;
        }

        if (shown == DateStyle.Time && day == 0)
        {
            WriteTime(time, to, out length);
            return length;
        }

        WriteDay(day, to, out length);
        if (shown == DateStyle.Day && ms == 0) return length;

        to[length++] = 'T';
        WriteTime(time, to[length..], out var timeLength);
        return length + timeLength;
    }

    private void WriteDay(long day, Span<char> to, out int length)
    {
        if (dates == DateSystem.From1904) Write(new DateOnly(1904, 1, 1).AddDays((int)day), to, out length);
        // As Excel shows them; nobody takes them for dates.
        else if (day is 0 or PhantomDay) to.TryWrite(CultureInfo.InvariantCulture, $"1900-{(day == 0 ? "01-00" : "02-29")}", out length);
        else Write(new DateOnly(1899, 12, day < PhantomDay ? 31 : 30).AddDays((int)day), to, out length);
    }

    private static void Write(DateOnly day, Span<char> to, out int length) => day.TryFormat(to, out length, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteTime(TimeSpan time, Span<char> to, out int length) =>
        time.TryFormat(to, out length, time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
