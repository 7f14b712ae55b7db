using System.Diagnostics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Reads a value as a type. What does not convert is a violation and counts as missing.</summary>
internal static class ReferenceConversion
{
    public static ReferenceValue As(DataType type, ReferenceValue value, ReferenceClock clock) => type switch
    {
        DataType.Text => AsText(value),
        DataType.Number => AsNumber(value),
        DataType.Boolean => AsBoolean(value),
        DataType.DateTime => AsMoment(value, clock),
        DataType.List => AsList(value),
        _ => throw new UnreachableException(type.ToString()),
    };

    private static ReferenceValue AsText(ReferenceValue value) => value switch
    {
        ReferenceValue.Text => value,
        ReferenceValue.Number number => new ReferenceValue.Text(ReferenceNumber.PlainText(number.Value)),
        ReferenceValue.Boolean boolean => new ReferenceValue.Text(boolean.Value ? "true" : "false"),
        _ => ReferenceValue.None,
    };

    private static ReferenceValue AsNumber(ReferenceValue value) => value switch
    {
        ReferenceValue.Number => value,
        ReferenceValue.Text text when ReferenceNumber.OfText(text.Value) is { } number => new ReferenceValue.Number(number),
        _ => ReferenceValue.None,
    };

    private static ReferenceValue AsBoolean(ReferenceValue value) => value switch
    {
        ReferenceValue.Boolean => value,
        ReferenceValue.Text text when string.Equals(text.Value, "true", StringComparison.OrdinalIgnoreCase) => new ReferenceValue.Boolean(true),
        ReferenceValue.Text text when string.Equals(text.Value, "false", StringComparison.OrdinalIgnoreCase) => new ReferenceValue.Boolean(false),
        _ => ReferenceValue.None,
    };

    private static ReferenceValue AsMoment(ReferenceValue value, ReferenceClock clock) => value switch
    {
        ReferenceValue.Text text when clock.ReadDate(text.Value) is { } moment => new ReferenceValue.Moment(moment),
        ReferenceValue.Number number => OfEpoch(number.Value),
        _ => ReferenceValue.None,
    };

    private static ReferenceValue AsList(ReferenceValue value) => value switch
    {
        ReferenceValue.List or ReferenceValue.Missing => value,
        ReferenceValue.Object => ReferenceValue.None,
        _ => ReferenceValue.OfList([value]),
    };

    /// <summary>Milliseconds from 10^11 on, else seconds; outside the years that dates can be written in it is no date.</summary>
    private static ReferenceValue OfEpoch(decimal number)
    {
        var milliseconds = decimal.Floor(number >= 100_000_000_000m ? number : number * 1_000m);
        return milliseconds is >= -62_135_596_800_000m and <= 253_402_300_799_999m
            ? new ReferenceValue.Moment((long)milliseconds)
            : ReferenceValue.None;
    }
}
