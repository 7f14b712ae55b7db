using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class PhoneCountryTests
{
    [Theory]
    [InlineData("DE", "030 123456", "+4930123456")]
    [InlineData("DE", "(0151) 23 45 67 89", "+4915123456789")]
    [InlineData("DE", "+49 (0)30 / 123-456", "+4930123456")]
    [InlineData("DE", "0049 30 123456", "+4930123456")]
    [InlineData("DE", "0033 1 23 45 67 89", "+33123456789")]
    [InlineData("US", "(415) 555-2671", "+14155552671")]
    [InlineData("US", "1-415-555-2671", "+14155552671")]
    [InlineData("US", "011 44 20 7183 8750", "+442071838750")]
    [InlineData("GB", "020 7183 8750", "+442071838750")]
    [InlineData("IT", "06 698 12345", "+390669812345")]
    [InlineData("FR", "01.23.45.67.89", "+33123456789")]
    [InlineData("CN", "138 0013 8000", "+8613800138000")]
    [InlineData("TW", "0912-345-678", "+886912345678")]
    [InlineData("VN", "091 234 56 78", "+84912345678")]
    [InlineData("IR", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789")]
    [InlineData("BR", "(11) 96123-4567", "+5511961234567")]
    [InlineData("AR", "011 15 2345 6789", "+5491123456789")]
    [InlineData("JP", "０３－１２３４－５６７８", "+81312345678")]
    [InlineData("DE", "4930123456", "+4930123456")]
    [InlineData("DE", "12", null)]
    [InlineData("DE", "n/a", null)]
    [InlineData("DE", "030 123456 ext. 7", null)]
    [InlineData("DE", "+999 123", null)]
    [InlineData("US", "415 555 267", null)]
    [InlineData("DE", "++4930123456", null)]
    public void TryRead_NumberAsPeopleWriteIt_IsTheOneFormOrNone(string country, string text, string? expected)
    {
        Assert.True(PhoneCountry.TryFind(country, out var from));

        Assert.Equal(expected, from.TryRead(text, out var number) ? number : null);
    }

    [Fact]
    public void TryRead_WhatWasRead_StaysAsItIsInEveryCountry()
    {
        var seed = RunSeed.Value;
        var random = new Random(seed);
        // A tenth of what is drawn are numbers.
        for (var (round, read) = (0, 0); read < 500; round++)
        {
            Assert.True(round < 50_000, $"CDPSTUDIO_TEST_SEED={seed}: only {read} numbers were read.");
            var text = string.Concat(Enumerable.Range(0, random.Next(5, 14)).Select(_ => random.Next(10)));
            var country = PhoneCountry.All[random.Next(PhoneCountry.All.Count)];
            if (!country.TryRead(text, out var number)) continue;

            read++;
            var other = PhoneCountry.All[random.Next(PhoneCountry.All.Count)];
            Assert.True(other.TryRead(number, out var again) && again == number, $"CDPSTUDIO_TEST_SEED={seed}: {text} of {country} is {number}, in {other} {again}");
            Assert.Matches(@"\A\+[1-9]\d{4,17}\z", number);
        }
    }
}
