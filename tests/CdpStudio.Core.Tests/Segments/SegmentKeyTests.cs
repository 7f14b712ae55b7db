using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Tests.Segments;

public sealed class SegmentKeyTests
{
    [Theory]
    [InlineData("vip-2026", true)]
    [InlineData("", false)]
    [InlineData("Vip", false)]
    [InlineData("a_b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void TryParse_Text_TakesOnlyKeys(string text, bool valid) => Assert.Equal(valid, SegmentKey.TryParse(text, out _));

    [Fact]
    public void TryParse_64Characters_IsTheLongest()
    {
        Assert.True(SegmentKey.TryParse(new string('a', 64), out _));
        Assert.False(SegmentKey.TryParse(new string('a', 65), out _));
    }

    [Theory]
    [InlineData("Lapsing regulars", "lapsing-regulars")]
    [InlineData("  Öl & Tee! ", "ol-tee")]
    [InlineData("Khách hàng Đà Nẵng", "khach-hang-da-nang")]
    [InlineData("İstanbul Şişli", "istanbul-sisli")]
    [InlineData("مشتریان", "segment")]
    [InlineData("大客户", "segment")]
    public void FromName_Name_ReadsLikeIt(string name, string key) => Assert.Equal(key, SegmentKey.FromName(name, _ => false).Value);

    [Fact]
    public void FromName_Taken_GetsANumberAndStaysShortEnough()
    {
        HashSet<string> taken = [new('a', 64), new string('a', 62) + "-2"];

        var key = SegmentKey.FromName(new string('a', 80), k => taken.Contains(k.Value));

        Assert.Equal(new string('a', 62) + "-3", key.Value);
    }
}
