using System.Globalization;
using System.Numerics;
using CdpStudio.Core.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class StudioNumberTests
{
    private static readonly Gen<(int High, int Low, int Exponent)> s_parts =
        from high in Gen.Choose(-2_000_000_000, 2_000_000_000)
        from low in Gen.Choose(0, 999_999_999)
        from exponent in Gen.Choose(-30, 12)
        select (high, low, exponent);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.00001", "0")]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("12.50", "12.5")]
    [InlineData("0.00005", "0.0001")]
    [InlineData("-0.00005", "-0.0001")]
    [InlineData("0.000049999999999999999999999999999999999", "0")]
    [InlineData("2.00004999999999999999999999999999999999999", "2")]
    [InlineData("2.00005000000000000000000000000000000000001", "2.0001")]
    [InlineData("1.99995", "2")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData("9007199254740992.00004", "9007199254740992")]
    [InlineData("900000000000000", "900000000000000")]
    [InlineData("899999999999999.9999", "899999999999999.9999")]
    [InlineData("899999999999999.99995", "900000000000000")]
    [InlineData("90071992547409920000E-4", "9007199254740992")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("1e-999999999999999999999", "0")]
    [InlineData("0.000000000000000000000000000000000000000012e42", "12")]
    public void TryReadJson_InTheExactRange_IsRoundedToFourPlacesAwayFromZero(string json, string text)
    {
        Assert.True(StudioNumber.TryReadJson(json, out var value));
        Assert.Equal(text, StudioNumber.ToText(value));
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("-9007199254740993", "-9007199254740993")]
    [InlineData("9007199254740992.5", "9007199254740992.5")]
    [InlineData("900000000000000.5", "900000000000000.5")]
    [InlineData("-900000000000000.0001", "-900000000000000.0001")]
    [InlineData("1e17", "100000000000000000")]
    [InlineData("1.50E+18", "1500000000000000000")]
    [InlineData("123456789012345678901234567890.50", "123456789012345678901234567890.5")]
    [InlineData("-1234567890123456789012e-3", "-1234567890123456789.012")]
    [InlineData("1e999999999999999999999", "1e999999999999999999999")]
    public void TryReadJson_OutsideTheExactRange_IsKeptAsPlainDigitsThatDoNotConvertBack(string json, string digits)
    {
        Assert.False(StudioNumber.TryReadJson(json, out _));
        Assert.Equal(digits, StudioNumber.PlainDigits(json));
        Assert.False(StudioNumber.TryConvert(digits, out _));
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("-12.5", true)]
    [InlineData("007", true)]
    [InlineData("+1", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1e3", false)]
    [InlineData("1,5", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("--1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("١٢", false)]
    [InlineData("1٫5", false)]
    public void TryConvert_Text_TakesPlainInvariantDigitsOnly(string text, bool converts) =>
        Assert.Equal(converts, StudioNumber.TryConvert(text, out _));

    [Fact]
    public void TryReadJson_AnyNumber_AgreesWithWholeNumberArithmetic() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            s_parts.ToArbitrary(),
            number =>
            {
                var (high, low, exponent) = number;
                var mantissa = ((BigInteger)high * 1_000_000_000) + low;
                var (rounded, exact) = Naive(mantissa, exponent);

                var read = StudioNumber.TryReadJson(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}"), out var value);
                return read == exact && (!exact || (BigInteger)(value * 10_000) == rounded);
            }));

    // In ten-thousandths: scale up, divide, and away from zero where twice the rest reaches the divisor.
    private static (BigInteger TenThousandths, bool Exact) Naive(BigInteger mantissa, int exponent)
    {
        var power = exponent + 4;
        var rounded = mantissa * BigInteger.Pow(10, Math.Max(power, 0));
        var divisor = BigInteger.Pow(10, Math.Max(-power, 0));
        var whole = BigInteger.DivRem(BigInteger.Abs(rounded), divisor, out var rest);
        if (rest * 2 >= divisor) whole++;
        var limit = whole % 10_000 == 0 ? BigInteger.Pow(2, 53) * 10_000 : new BigInteger(9_000_000_000_000_000_000);
        return (rounded.Sign < 0 ? -whole : whole, whole <= limit);
    }
}
