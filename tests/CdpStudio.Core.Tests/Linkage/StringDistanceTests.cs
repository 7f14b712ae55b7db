using CdpStudio.Core.Linkage.Comparing;
using CdpStudio.Core.Linkage.Preparing;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Linkage;

public sealed class StringDistanceTests
{
    // Winkler (1990) and the tables that cite him.
    [Theory]
    [InlineData("martha", "marhta", 0.944, 0.961)]
    [InlineData("dwayne", "duane", 0.822, 0.840)]
    [InlineData("dixon", "dicksonx", 0.767, 0.813)]
    [InlineData("jones", "johnson", 0.790, 0.832)]
    [InlineData("abroms", "abrams", 0.889, 0.922)]
    [InlineData("same", "same", 1, 1)]
    [InlineData("abc", "xyz", 0, 0)]
    [InlineData("", "", 1, 1)]
    [InlineData("", "a", 0, 0)]
    public void Jaro_PublishedPairs_HaveThePublishedValues(string a, string b, double jaro, double winkler)
    {
        Assert.Equal(jaro, StringDistance.Jaro(a, b), 0.0006);
        Assert.Equal(winkler, StringDistance.JaroWinkler(a, b), 0.0006);
    }

    [Theory]
    [InlineData("ca", "ac", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("smith", "smiht", 1)]
    public void Edits_KnownPairs_AreCounted(string a, string b, int edits) => Assert.Equal(edits, StringDistance.Edits(a, b));

    [Fact]
    public void Edits_AnyTwoTexts_AgreeWithTheDefinition()
    {
        var dice = new Dice(1964);
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b) = (Text(dice), Text(dice));
            var edits = NaiveEdits(a, b);

            Assert.Equal(edits, StringDistance.Edits(a, b));
            for (var most = 0; most <= 3; most++) Assert.Equal(edits <= most, StringDistance.Within(most, a, b));
        }
    }

    [Fact]
    public void Jaro_AnyTwoTexts_AgreesWithTheDefinition()
    {
        var dice = new Dice(1989);
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b) = (Text(dice), Text(dice));

            Assert.Equal(NaiveJaro(a, b), StringDistance.Jaro(a, b), 12);
            Assert.InRange(StringDistance.JaroWinkler(a, b), StringDistance.Jaro(a, b), 1);
            var (all, atLeast) = (StringDistance.JaroWinkler(a, b), StringDistance.JaroWinklerFrom(0.8, a, b));
            Assert.True(atLeast == all || (atLeast == 0 && all < 0.8), $"{a} {b}: {atLeast}, {all}");
        }
    }

    [Fact]
    public void LongTexts_AreComparedByTheirBeginnings()
    {
        var common = new string('a', StringDistance.MaxLength);

        Assert.Equal(0, StringDistance.Edits(common + "b", common + "c"));
        Assert.Equal(1, StringDistance.JaroWinkler(common + "b", common + "c"));
    }

    // Of the US National Archives.
    [Theory]
    [InlineData("robert", "r163")]
    [InlineData("rupert", "r163")]
    [InlineData("ashcraft", "a261")]
    [InlineData("tymczak", "t522")]
    [InlineData("pfister", "p236")]
    [InlineData("honeyman", "h555")]
    [InlineData("lee", "l000")]
    [InlineData("анна", "анн")]
    public void Soundex_PublishedNames_HaveThePublishedCodes(string name, string code) => Assert.Equal(code, Phonetic.Code(name));

    private static string Text(Dice dice) => string.Concat(Enumerable.Range(0, dice.Number(0, 7)).Select(_ => dice.Pick("a", "b", "c")));

    private static int NaiveEdits(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return a.Length + b.Length;

        var least = Math.Min(
            Math.Min(NaiveEdits(a[..^1], b), NaiveEdits(a, b[..^1])) + 1,
            NaiveEdits(a[..^1], b[..^1]) + (a[^1] == b[^1] ? 0 : 1));
        return a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1]
            ? Math.Min(least, NaiveEdits(a[..^2], b[..^2]) + 1)
            : least;
    }

    private static double NaiveJaro(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;

        var window = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        var left = b.Select((letter, at) => (letter, at)).ToList();
        var pairs = new List<(char Letter, int At)>();
        var ofA = "";
        for (var i = 0; i < a.Length; i++)
        {
            var found = left.Where(x => x.letter == a[i] && Math.Abs(x.at - i) <= window).Select(x => ((char, int)?)x).FirstOrDefault();
            if (found is not { } taken) continue;

            left.Remove(taken);
            pairs.Add(taken);
            ofA += a[i];
        }

        if (pairs.Count == 0) return 0;

        var ofB = pairs.OrderBy(p => p.At).Select(p => p.Letter);
        var transpositions = ofA.Zip(ofB).Count(x => x.First != x.Second) / 2;
        double common = pairs.Count;
        return ((common / a.Length) + (common / b.Length) + ((common - transpositions) / common)) / 3;
    }
}
