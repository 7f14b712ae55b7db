using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.IdentityResolution;

public sealed class NodeTextsTests
{
    [Fact]
    public void Add_TextsOfAnyLength_AreReadBackAlsoFromAFile()
    {
        var (texts, dice, expected) = (new NodeTexts(), new Dice(RunSeed.Value), new Dictionary<int, string>());
        for (var node = 1; node < 3_000; node++)
        {
            if (dice.Chance(20)) continue;

            var text = node == 1_500 ? new string('ж', 2_000_000) : string.Concat(Enumerable.Repeat(dice.Pick("a", "é", "漢", "🙂", ""), dice.Pick(0, 1, 40, 900)));
            texts.Add(node, text);
            expected[node] = text;
        }

        foreach (var node in expected.Keys.Where(n => n % 7 == 0).ToList())
        {
            texts.Remove(node);
            expected.Remove(node);
        }

        AssertHolds(expected, texts);
        AssertHolds(expected, Again(texts));
    }

    [Fact]
    public void Remove_Text_IsThereNoMoreAlsoFromAFile()
    {
        var texts = new NodeTexts();
        texts.Add(1, "kept@kilim.example");
        texts.Add(2, "erased@kilim.example");
        texts.Remove(2);

        Assert.All([texts, Again(texts)], left => Assert.Throws<ArgumentOutOfRangeException>(() => left[2]));
        Assert.Equal("kept@kilim.example", Again(texts)[1]);
    }

    private static void AssertHolds(Dictionary<int, string> expected, NodeTexts texts)
    {
        for (var node = 1; node < 3_100; node++)
        {
            Assert.Equal(expected.ContainsKey(node), texts.Has(node));
            if (expected.TryGetValue(node, out var text)) Assert.Equal(text, texts[node]);
        }
    }

    private static NodeTexts Again(NodeTexts texts)
    {
        var again = new NodeTexts();
        using var reader = new BinaryReader(new MemoryStream(Bytes(texts)));
        again.Load(reader);
        return again;
    }

    private static byte[] Bytes(NodeTexts texts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        texts.Freeze()(writer);
        writer.Flush();
        return bytes.ToArray();
    }
}
