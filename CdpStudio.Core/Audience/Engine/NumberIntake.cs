using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>JSON numbers as cells take them.</summary>
internal static class NumberIntake
{
    private const int SafeDigits = 14;

    /// <summary>Reads the short plain numbers that nearly all are. Others are for <see cref="StudioNumber"/>.</summary>
    public static bool TryReadUnits(ReadOnlySpan<byte> json, out long units)
    {
        units = 0;
        var negative = json.Length > 0 && json[0] == '-';
        var digits = 0;
        var places = -1;
        for (var i = negative ? 1 : 0; i < json.Length; i++)
        {
            var b = json[i];
            if (b == '.' && places < 0)
            {
                places = 0;
                continue;
            }

            if (b is < (byte)'0' or > (byte)'9' || ++digits > SafeDigits) return false;
            if (places >= 0 && ++places > StudioNumber.Places) return false;
            units = (units * 10) + (b - '0');
        }

        for (var i = Math.Max(places, 0); i < StudioNumber.Places; i++) units *= 10;
        if (negative) units = -units;
        return digits > 0;
    }

    /// <summary>Writes any JSON number into a column.</summary>
    public static void Set(Column column, int index, ReadOnlySpan<byte> json)
    {
        if (TryReadUnits(json, out var units))
        {
            column.SetNumber(index, units);
            return;
        }

        var written = Encoding.UTF8.GetString(json);
        if (StudioNumber.TryReadJson(written, out var number)) Set(column, index, number);
        else column.Set(index, ValueKind.LongNumber, Encoding.UTF8.GetBytes(StudioNumber.PlainDigits(written)));
    }

    public static void Set(Column column, int index, decimal number)
    {
        if (Cell.TryOfNumber(number, out var cell)) column.SetNumber(index, Cell.Units(cell));
        else column.Set(index, ValueKind.Number, Encoding.UTF8.GetBytes(StudioNumber.ToText(number)));
    }
}
