using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Processing;

public sealed class KnownIdentifiersTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cdpstudio-known-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void KeyOf_RandomIdentifiers_AreEqualExactlyForTheSame()
    {
        using var known = new KnownIdentifiers(_folder, IdentityRules.BuiltIn);
        var dice = new Dice(RunSeed.Value);
        var drawn = Enumerable.Range(0, 400).Select(_ => Draw(dice)).ToList();

        foreach (var a in drawn)
        {
            foreach (var b in drawn) Assert.Equal(AreSame(a, b), known.KeyOf(a.Namespace, a.Value) == known.KeyOf(b.Namespace, b.Value));
        }
    }

    [Fact]
    public void Find_ThousandsInAnyOrder_FindsEachAndNobodyElse()
    {
        using var known = new KnownIdentifiers(_folder, IdentityRules.BuiltIn);
        var numbers = Enumerable.Range(1, 5_000).ToArray();
        new Random(RunSeed.Value).Shuffle(numbers);
        foreach (var number in numbers) known.Add(known.KeyOf("user_id", $"u{number}"), number);

        Assert.All(numbers, number => Assert.Equal(number, known.Find(known.KeyOf("USER_ID", $"U{number}"))));
        Assert.All(numbers, number => Assert.Equal(0, known.Find(known.KeyOf("email", $"u{number}"))));
        Assert.True(known.Contains(5_000));
        Assert.False(known.Contains(5_001));
        known.Add(known.KeyOf("user_id", "u7"), 5_001);
        Assert.Equal(7, known.Find(known.KeyOf("user_id", "u7")));
    }

    [Theory]
    [InlineData("email", " Zoe@Example.com ", "zoe@EXAMPLE.com", true)]
    [InlineData("phone", "+1 650-253-0000", "+16502530000", true)]
    [InlineData("phone", "001 650 253 0000", "+1 (650) 2530000", true)]
    [InlineData("phone", "۰۹۱۲", "0912", true)]
    [InlineData("user_id", "Zoe\u0308", "ZO\u00cb", true)]
    [InlineData("user_id", "u1", "u1 ", false)]
    [InlineData("user_id", "strasse", "straße", false)]
    public void Find_ValueWrittenAnotherWay_IsTheSameOnlyByNormalForm(string @namespace, string first, string second, bool same)
    {
        using var known = new KnownIdentifiers(_folder, IdentityRules.BuiltIn);
        known.Add(known.KeyOf(@namespace, first), 1);

        Assert.Equal(same ? 1 : 0, known.Find(known.KeyOf(@namespace, second)));
    }

    [Fact]
    public void KeyOf_KindOfWhichCaseCounts_TellsCasesApart()
    {
        using var known = new KnownIdentifiers(_folder, new IdentityRules([new NamespaceRule { Namespace = "openid", Normaliser = Normaliser.Exact }]));

        Assert.NotEqual(known.KeyOf("openid", "aB"), known.KeyOf("openid", "Ab"));
        Assert.Equal(known.KeyOf("openid", "e\u0301"), known.KeyOf("OpenId", "é"));
        Assert.Equal(known.KeyOf("card", "aB"), known.KeyOf("card", "Ab"));
    }

    private static Identifier Draw(Dice dice) => new(
        dice.Pick("user_id", "User_Id", "email", "phone", "kundennummer"),
        string.Concat(Enumerable.Range(0, dice.Number(1, 3)).Select(_ => dice.Pick("a", "A", "ß", "é", "e\u0301", "ſ", "s", "1", "+", " ", "ı", "\U00010D70", "\U00010D50"))));

    private static bool AreSame(Identifier a, Identifier b) =>
        IdentifierKey.Comparer.Equals(a.Namespace, b.Namespace)
        && IdentifierKey.Comparer.Equals(IdentifierKey.Normalise(a.Namespace, a.Value), IdentifierKey.Normalise(b.Namespace, b.Value));
}
