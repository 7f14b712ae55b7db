using System.Globalization;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class BytePagesTests
{
    [Fact]
    public void Load_AfterEachString_GoesOnInTheLastPage()
    {
        const int strings = 200;
        var pages = new BytePages();
        var (places, saved) = (new List<uint>(), new MemoryStream());
        for (var number = 0; number < strings; number++)
        {
            places.Add(Add(pages, TextOf(number)));
            (pages, saved) = Again(pages);
        }

        Assert.All(places.Index(), p => Assert.Equal(TextOf(p.Index), Encoding.UTF8.GetString(pages[p.Item])));
        Assert.InRange(saved.Length, strings, strings * 40);
    }

    [Fact]
    public void Load_AnEmptyOne_TakesStrings()
    {
        var (pages, _) = Again(new BytePages());

        Assert.Equal("a", Encoding.UTF8.GetString(pages[Add(pages, "a")]));
    }

    private static string TextOf(int number) => string.Create(CultureInfo.InvariantCulture, $"text {number}");

    private static uint Add(BytePages pages, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.CopyTo(pages.Add(bytes.Length, out var place));
        return place;
    }

    private static (BytePages Pages, MemoryStream Saved) Again(BytePages pages)
    {
        var saved = new MemoryStream();
        using (var writer = new BinaryWriter(saved, Encoding.UTF8, leaveOpen: true)) pages.Save(writer);
        saved.Position = 0;
        var again = new BytePages();
        again.Load(new BinaryReader(saved));
        return (again, saved);
    }
}
