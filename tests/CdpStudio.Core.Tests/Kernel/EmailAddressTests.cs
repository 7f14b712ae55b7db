using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("  Ann.Lee@Example.COM \r\n", "Ann.Lee@example.com")]
    [InlineData("a+b_c-d'e@sub.example.co", "a+b_c-d'e@sub.example.co")]
    [InlineData("x@bücher.example", "x@xn--bcher-kva.example")]
    [InlineData("x@例え.テスト", "x@xn--r8jz45g.xn--zckzah")]
    [InlineData("x@ＥＸＡＭＰＬＥ.com", "x@example.com")]
    [InlineData("{odd}@example.com", "{odd}@example.com")]
    public void TryParse_AnAddress_IsReadAsItStandsInAnEnvelope(string text, string expected)
    {
        Assert.True(EmailAddress.TryParse(text, out var address));
        Assert.Equal(expected, address.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("@example.com")]
    [InlineData("a@b")]
    [InlineData("a@localhost")]
    [InlineData("a..b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a.@example.com")]
    [InlineData("a@example..com")]
    [InlineData("a@.example.com")]
    [InlineData("a@example.com.")]
    [InlineData("a@-example.com")]
    [InlineData("a@example-.com")]
    [InlineData("a@example.123")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@127.0.0.1")]
    [InlineData("\"ann lee\"@example.com")]
    [InlineData("\"ann\" \"lee\"@example.com")]
    [InlineData("ann(comment)@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("<script>@example.com")]
    [InlineData("friends: ann@example.com;")]
    [InlineData("ann@example.com, bob@example.com")]
    [InlineData("ann@evil.example@example.com")]
    [InlineData("ann%evil.example@example.com")]
    [InlineData("evil.example!ann@example.com")]
    [InlineData("ann lee@example.com")]
    [InlineData("ann\r\nBcc: c@evil.example@example.com")]
    [InlineData("ann@exa\u200Bmple.com")]
    [InlineData("an\u200Bn@example.com")]
    [InlineData("ann@exam ple.com")]
    [InlineData("ann@example.com\u202E")]
    [InlineData("žofie@example.com")]
    [InlineData("ann@exa_mple.com")]
    [InlineData("ann@xn--.example")]
    public void TryParse_WhateverIsNobodysMailbox_IsRefused(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Theory]
    [InlineData(64, 180, true)]
    [InlineData(65, 100, false)]
    [InlineData(64, 190, false)]
    public void TryParse_ByItsLength_IsTakenUpToTheLimits(int local, int host, bool expected)
    {
        var name = string.Join('.', Enumerable.Repeat(new string('h', 59), host / 60)) + ".com";
        var padded = new string('p', Math.Max(1, host - name.Length - 1)) + "." + name;

        Assert.Equal(expected, EmailAddress.TryParse($"{new string('l', local)}@{padded}", out _));
    }

    [Fact]
    public void Folded_TwoWaysToWriteOneMailbox_AreEqual()
    {
        Assert.True(EmailAddress.TryParse("Ann@Example.com", out var one));
        Assert.True(EmailAddress.TryParse("ANN@example.COM", out var other));

        Assert.Equal(one.Folded, other.Folded);
    }

    [Fact]
    public void TryParse_AnyText_GivesAnAddressThatIsReadAsItselfAndHoldsNothingDangerous()
    {
        var seed = RunSeed.Value;
        var dice = new Random(seed);
        const string alphabet = "ab.@\"<>(),;:\\[]%!\r\n\t \u200B\u00FC例+-_'xn--";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(1, 24)).Select(_ => alphabet[dice.Next(alphabet.Length)])) + (round % 2 == 0 ? "@a.example" : "");
            if (!EmailAddress.TryParse(text, out var address)) continue;

            Assert.True(EmailAddress.TryParse(address.Value, out var again), $"seed {seed}: {text}");
            Assert.Equal(address, again);
            Assert.True(address.Value.All(c => c is > ' ' and < '\u007F' && !"\"<>(),;:\\[]%!".Contains(c, StringComparison.Ordinal)), $"seed {seed}: {text}");
            Assert.Equal(1, address.Value.Count(c => c == '@'));
        }
    }
}
