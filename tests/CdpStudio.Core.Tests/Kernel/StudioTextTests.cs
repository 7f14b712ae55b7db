using CdpStudio.Core.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class StudioTextTests
{
    // Letters whose case, width or composition trips folding that was written by hand.
    private static readonly string[] s_pieces =
        ["a", "A", "i", "I", "ı", "İ", "s", "S", "ſ", "ß", "ẞ", "k", "\u212A", "é", "e\u0301", "É", "σ", "ς", "Σ", "ﬀ", "ǆ", "ǅ", "Ǆ", "ệ", "ê\u0323",
         "\U00010428", "\U00010400", "\U00010D50", "\U00010D70", "\U0001E922", "我", "ی", "ي", " ", "İ".ToLowerInvariant()];

    private static readonly Gen<string> s_texts = Gen.Elements(s_pieces).ArrayOf().Select(string.Concat);

    [Fact]
    public void Key_EveryScalar_IsEqualExactlyWhereOrdinalIgnoreCaseIs()
    {
        var byText = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var byKey = new HashSet<string>(StringComparer.Ordinal);

        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (scalar is >= 0xD800 and <= 0xDFFF) continue;

            var text = StudioText.Normal(char.ConvertFromUtf32(scalar));
            var key = StudioText.Key(text);
            if (byText.TryGetValue(text, out var known)) Assert.Equal(known, key);
            else Assert.True(byKey.Add(byText[text] = key), $"U+{scalar:X4} shares a key with a text that it does not equal");
        }
    }

    [Fact]
    public void Key_AnyTwoTexts_IsEqualContainedAndAtTheEndsWhereOrdinalIgnoreCaseSays()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(s_texts.ToArbitrary(), s_texts.ToArbitrary(), (a, b) =>
        {
            var (x, y) = (a.Normalize(), b.Normalize());
            var (keyX, keyY) = (StudioText.Key(a), StudioText.Key(b));
            return x.Equals(y, StringComparison.OrdinalIgnoreCase) == keyX.Equals(keyY, StringComparison.Ordinal)
                && x.Contains(y, StringComparison.OrdinalIgnoreCase) == keyX.Contains(keyY, StringComparison.Ordinal)
                && x.StartsWith(y, StringComparison.OrdinalIgnoreCase) == keyX.StartsWith(keyY, StringComparison.Ordinal)
                && x.EndsWith(y, StringComparison.OrdinalIgnoreCase) == keyX.EndsWith(keyY, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void Key_OfAKey_IsItself() =>
        Check.QuickThrowOnFailure(Prop.ForAll(s_texts.ToArbitrary(), a => StudioText.Key(StudioText.Key(a)) == StudioText.Key(StudioText.Normal(StudioText.Key(a)))));

    // Not as InlineData: attributes are stored in UTF-8, which has no half pairs either.
    [Fact]
    public void Key_HalfASurrogatePair_BecomesTheReplacementCharacter()
    {
        Assert.Equal("\ufffd", StudioText.Key("\ud800"));
        Assert.Equal("A\ufffdB", StudioText.Key("a\udc00b"));
        Assert.Equal("\ud83d\ude00\ufffd", StudioText.Key("\ud83d\ude00\ud83d"));
    }

    [Fact]
    public void Normal_TheNoncharacterThatNormalizeRefuses_StaysAndTheRestIsComposed() =>
        Assert.Equal("\u00e9\ufffe\u00e9", StudioText.Normal("e\u0301\ufffee\u0301"));

    [Fact]
    public void IsBlank_EveryCharacter_IsUnicodeWhiteSpace()
    {
        var whiteSpace = new HashSet<int> { 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 };
        whiteSpace.UnionWith(Enumerable.Range(0x09, 5));
        whiteSpace.UnionWith(Enumerable.Range(0x2000, 11));

        for (var c = 0; c <= char.MaxValue; c++) Assert.Equal(whiteSpace.Contains(c), StudioText.IsBlank(((char)c).ToString()));
        Assert.True(StudioText.IsBlank(""));
        Assert.True(StudioText.IsBlank("\u3000\t \u2029"));
        Assert.False(StudioText.IsBlank(" \u200b"));
    }
}
