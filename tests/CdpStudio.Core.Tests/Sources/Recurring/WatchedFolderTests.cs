using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Sources.Recurring.Folders;

namespace CdpStudio.Core.Tests.Sources.Recurring;

public sealed class WatchedFolderTests : IDisposable
{
    private static readonly DateTime s_then = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _base = Directory.CreateTempSubdirectory("cdpstudio-watched-").FullName;
    private readonly string _root;

    public WatchedFolderTests()
    {
        _root = Directory.CreateDirectory(Path.Combine(_base, "root")).FullName;
        Directory.CreateDirectory(Path.Combine(_root, "shop"));
        Directory.CreateDirectory(Path.Combine(_base, "outside"));
        Write("../outside/secret.csv", "a\n1\n");
    }

    [Theory]
    [InlineData("..", RecurringProblem.OutsideRoot)]
    [InlineData("../outside", RecurringProblem.OutsideRoot)]
    [InlineData("shop/../../outside", RecurringProblem.OutsideRoot)]
    [InlineData("/etc", RecurringProblem.OutsideRoot)]
    [InlineData("C:/data", RecurringProblem.OutsideRoot)]
    [InlineData("shop\\..", RecurringProblem.OutsideRoot)]
    [InlineData("shop/", RecurringProblem.OutsideRoot)]
    [InlineData("shop//x", RecurringProblem.OutsideRoot)]
    [InlineData("./shop", RecurringProblem.OutsideRoot)]
    [InlineData(" ..", RecurringProblem.OutsideRoot)]
    [InlineData("shop\0", RecurringProblem.OutsideRoot)]
    [InlineData("nowhere", RecurringProblem.FolderMissing)]
    [InlineData("link", RecurringProblem.Link)]
    [InlineData("link/deeper", RecurringProblem.Link)]
    public void Open_PlaceThatIsNotAFolderBelowTheRoot_IsRefused(string place, RecurringProblem problem)
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "link"), Path.Combine(_base, "outside"));

        Assert.Equal(problem, Assert.Throws<PlaceFailedException>(() => WatchedFolder.Open(_root, place)).Problem);
    }

    [Fact]
    public void Open_WithoutARoot_IsRefused() =>
        Assert.Equal(RecurringProblem.NoRoot, Assert.Throws<PlaceFailedException>(() => WatchedFolder.Open("", "shop")).Problem);

    [Fact]
    public void Open_RootThatIsALinkOfTheOperators_IsFollowed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_base, "mounted"), _root);
        Write("shop/a.csv", "a\n1\n");
        var folder = WatchedFolder.Open(Path.Combine(_base, "mounted"), "shop");

        using var content = folder.OpenRead(Assert.Single(folder.Files(null)));

        Assert.Equal('a', content.ReadByte());
    }

    [Fact]
    public void Files_OfAFolder_AreTheFinishedOnesOfDataOldestFirst()
    {
        Write("shop/b.csv", "b", s_then.AddDays(1));
        Write("shop/a.xlsx", "a", s_then.AddDays(2));
        Write("shop/z.json.gz", "z", s_then);
        foreach (var name in (string[])[".hidden.csv", "~$lock.xlsx", "c.csv.part", "c.csv.filepart", "notes.pdf", "done/old.csv", "deeper/x.csv"]) Write("shop/" + name, "x");
        Write("shop/empty.csv", "");
        File.CreateSymbolicLink(Path.Combine(_root, "shop/link.csv"), Path.Combine(_base, "outside/secret.csv"));

        var folder = WatchedFolder.Open(_root, "shop");

        Assert.Equal(["z.json.gz", "b.csv", "a.xlsx"], folder.Files(null).Select(f => f.Name));
        Assert.Equal(["b.csv"], folder.Files("B*.csv").Select(f => f.Name));
        Assert.Equal(["notes.pdf"], folder.Files("*.pdf").Select(f => f.Name));
        Assert.Null(folder.Find("link.csv"));
    }

    [Fact]
    public void OpenRead_FileThatBecameALink_IsRefused()
    {
        Write("shop/a.csv", "a\n1\n");
        var folder = WatchedFolder.Open(_root, "shop");
        var file = Assert.Single(folder.Files(null));
        File.Delete(Path.Combine(_root, "shop/a.csv"));
        File.CreateSymbolicLink(Path.Combine(_root, "shop/a.csv"), Path.Combine(_base, "outside/secret.csv"));

        Assert.Equal(RecurringProblem.Link, Assert.Throws<PlaceFailedException>(() => folder.OpenRead(file)).Problem);
        Assert.True(folder.TryMove(file, WatchedFolder.Done));
        Assert.True(File.Exists(Path.Combine(_base, "outside/secret.csv")));
    }

    [Fact]
    public void TryMove_NameThatIsTaken_GetsANumberAndAgainIsDone()
    {
        Write("shop/a.csv", "a");
        Write("shop/done/a.csv", "old");
        var folder = WatchedFolder.Open(_root, "shop");
        var file = Assert.Single(folder.Files(null));

        Assert.True(folder.TryMove(file, WatchedFolder.Done));
        Assert.True(folder.TryMove(file, WatchedFolder.Done));

        Assert.Equal(["a (2).csv", "a.csv"], Directory.GetFiles(Path.Combine(_root, "shop/done")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(folder.Files(null));
    }

    [Fact]
    public void TryMove_FileThatIsAnotherByNow_StaysForItsOwnImport()
    {
        Write("shop/a.csv", "a");
        var folder = WatchedFolder.Open(_root, "shop");
        var file = Assert.Single(folder.Files(null));
        Write("shop/a.csv", "new", s_then.AddHours(1));

        Assert.True(folder.TryMove(file, WatchedFolder.Done));
        Assert.True(folder.TryDelete(file));

        Assert.Equal("new", File.ReadAllText(Path.Combine(_root, "shop/a.csv")));
    }

    [Fact]
    public void TryMove_DoneThatIsALink_MovesNothing()
    {
        Write("shop/a.csv", "a");
        Directory.CreateSymbolicLink(Path.Combine(_root, "shop/done"), Path.Combine(_base, "outside"));
        var folder = WatchedFolder.Open(_root, "shop");

        Assert.False(folder.TryMove(Assert.Single(folder.Files(null)), WatchedFolder.Done));

        Assert.Single(folder.Files(null));
    }

    public void Dispose() => Directory.Delete(_base, recursive: true);

    private void Write(string name, string text, DateTime? at = null)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, at ?? s_then);
    }
}
