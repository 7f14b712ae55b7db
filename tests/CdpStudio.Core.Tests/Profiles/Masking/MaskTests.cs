using System.Text.Json;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Profiles.Masking;

public sealed class MaskTests
{
    [Theory]
    [InlineData("ann@example.com", "a•••@e•••.com")]
    [InlineData("ü@bücher.example", "•••@b•••.example")]
    [InlineData("ann@localhost", "a•••@l•••")]
    [InlineData("+84 901 234 512", "+84 ••• ••12")]
    [InlineData("0901 234 512", "••• ••12")]
    [InlineData("1990-05-17", "1990-••-••")]
    [InlineData("1990-05-17T08:00:00Z", "1990-••-••")]
    [InlineData("Nguyễn Thị Lan", "N••• T••• L•••")]
    [InlineData("12 Le Loi Street, Hue", "1••• L••• L•••")]
    [InlineData("王伟", "王•••")]
    [InlineData("Q", "•••")]
    [InlineData("  ", "•••")]
    [InlineData("\ud83d\ude00x", "•••")]
    public void Of_AValue_KeepsWhatHelps(string value, string mask) => Assert.Equal(mask, Mask.Of(value));

    [Theory]
    [InlineData("\"ann@example.com\"", "\"a•••@e•••.com\"")]
    [InlineData("""["+84901234512","Lan"]""", """["+84 ••• ••12","L•••"]""")]
    [InlineData("51", "\"•••\"")]
    [InlineData("true", "\"•••\"")]
    [InlineData("null", "null")]
    public void OfJson_KeepsTheShape(string json, string mask) => Assert.Equal(Elements(mask), Elements(Mask.OfJson(json)));

    [Fact]
    public void Whole_KeepsSignsAndNoLetter() => Assert.Equal("{\"••••\": \"••••@•••••.••\", ••", Mask.Whole("{\"mail\": \"ännä@shop1.de\", 王7"));

    [Fact]
    public void Of_AnythingRandom_ShowsAtMostAFewSignsOfIt()
    {
        const string signs = "abcXYZ019 @.+-()äß王\ud83d\ude00\u0301";
        var random = new Random(RunSeed.Value);
        for (var run = 0; run < 20_000; run++)
        {
            var value = new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => signs[random.Next(signs.Length)])]);

            var mask = Mask.Of(value);

            Assert.True(mask.Contains(Mask.Dots, StringComparison.Ordinal) || mask.EndsWith("••", StringComparison.Ordinal), $"'{value}' became '{mask}', seed {RunSeed.Value}");
            // Never two letters of a word, and never the whole.
            if (value.Trim().Length > 2) Assert.False(mask.Contains(value.Trim(), StringComparison.Ordinal), $"'{value}' became '{mask}', seed {RunSeed.Value}");
            Assert.True(mask.Count(char.IsLetterOrDigit) <= 12, $"'{value}' became '{mask}', seed {RunSeed.Value}");
        }
    }

    private static string Elements(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json));
}
