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

    /// <summary>Else its checksum would be that of other bytes, and a start would throw the file away.</summary>
    [Fact]
    public void Save_WhileStringsCome_WritesWhatStaysAsItIs()
    {
        var pages = new BytePages();
        for (var number = 0; number < 100; number++) Add(pages, TextOf(number));
        using var file = new WrittenStream(() => Add(pages, "more"));
        using var writer = new BinaryWriter(file);

        pages.Save(writer);
        writer.Flush();

        Assert.True(file.Length > 100);
    }

    [Fact]
    public void Load_AnEmptyOne_TakesStrings()
    {
        var (pages, _) = Again(new BytePages());

        Assert.Equal("a", Encoding.UTF8.GetString(pages[Add(pages, "a")]));
    }

    [Fact]
    public void Adopt_WhileStringsCome_HoldsTheSameAndGoesOn()
    {
        using var folder = new MappedFolder();
        var (pages, places) = (new BytePages(), new List<uint>());
        for (var turn = 0; turn < 6; turn++)
        {
            for (var more = 0; more < 50; more++) places.Add(Add(pages, TextOf(places.Count)));
            var saved = folder.Again(pages.Save, new BytePages(), (again, reader) => again.Load(reader));
            for (var more = 0; more < 50; more++) places.Add(Add(pages, TextOf(places.Count)));
            pages.Adopt(saved);

            Assert.All(places.Index(), p => Assert.Equal(TextOf(p.Index), Encoding.UTF8.GetString(pages[p.Item])));
            Assert.All(places.Index(), p => Assert.Equal(TextOf(p.Index), Encoding.UTF8.GetString(Again(pages).Pages[p.Item])));
        }
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
