using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

public sealed class HeaderNamesTests
{
    [Fact]
    public void Of_NamesThatComeAgain_AreNumberedWhateverTheyAre() =>
        Assert.Equal(
            ["a", "A (2)", "Column 3", "a (2) (2)", "a (3)", "Column 6", "Column 3 (2)"],
            HeaderNames.Of([" a", "A", "", "a (2)", "a", null, "Column 3"]));

    [Fact]
    public void Of_ThousandsOfLongEqualNames_AreCutAndDifferent()
    {
        var names = HeaderNames.Of([.. Enumerable.Repeat(new string('x', 100_000), 2_000)]);

        Assert.Equal(2_000, names.Distinct().Count());
        Assert.All(names, n => Assert.InRange(n.Length, 1, HeaderNames.MaxLength + 10));
    }

    [Fact]
    public void Of_EmptyNamesBehindTheLast_AreNoColumnsBeyondTheBound() =>
        Assert.Equal(HeaderNames.MaxColumns, HeaderNames.Of(["a", .. new string?[16_383]]).Count);

    [Fact]
    public void Position_NameLongerThanIsKept_IsFound()
    {
        var question = "How satisfied are you with " + new string('x', 300);

        Assert.Equal(1, HeaderNames.Position(HeaderNames.Of(["id", question]), question));
    }
}
