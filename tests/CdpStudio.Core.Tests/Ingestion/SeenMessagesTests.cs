using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion;

public sealed class SeenMessagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The naive model remembers every message with the slot that it was taken in.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void See_AnySequence_AnswersAsANaiveModelDoesWhateverMemoryHolds(int inMemory)
    {
        const long slot = 1_000;
        var random = new Random(RunSeed.Value);
        using var seen = new SeenMessages(new SeenLimits(TimeSpan.FromMilliseconds(24 * slot), _folder, inMemory));
        var model = new Dictionary<UInt128, (UInt128 Content, long Slot)>();
        var added = new Dictionary<UInt128, UInt128>();
        var now = 0L;

        for (var step = 0; step < 20_000; step++)
        {
            switch (random.Next(40))
            {
                case 0:
                    seen.Commit(now);
                    foreach (var (k, c) in added) model[k] = (c, now / slot);
                    added.Clear();
                    break;
                case 1:
                    seen.Rollback();
                    added.Clear();
                    break;
                case 2:
                    now += random.Next((int)slot);
                    seen.Forget(now);
                    foreach (var old in model.Where(m => (m.Value.Slot * slot) + (25 * slot) <= now).Select(m => m.Key).ToList()) model.Remove(old);
                    break;
                default:
                    var key = Key(random.Next(3_000));
                    var content = (UInt128)random.Next(1, 3);
                    var first = model.TryGetValue(key, out var known) ? known.Content : added.GetValueOrDefault(key);
                    if (first == 0) added[key] = content;
                    var expected = first == 0 ? Sighting.First : first == content ? Sighting.Duplicate : Sighting.Conflict;
                    Assert.Equal(expected, seen.See(key, content, run: 0));
                    break;
            }
        }
    }

    [Fact]
    public void File_OfManyMessages_HoldsExactlyThem()
    {
        var even = Sorted(Enumerable.Range(0, 30_000).Select(n => 2 * n));
        var odd = Sorted(Enumerable.Range(0, 100).Select(n => (2 * n) + 1));
        using var one = SeenFile.Write(_folder, even.Count, even);
        using var other = SeenFile.Write(_folder, odd.Count, odd);
        using var both = SeenFile.Merge(_folder, one, other);

        Assert.Equal(Sorted(Enumerable.Range(0, 30_000).Select(n => 2 * n).Concat(Enumerable.Range(0, 100).Select(n => (2 * n) + 1))), both.Read());
        foreach (var (key, content) in even.Concat(odd))
        {
            Assert.True(both.TryFind(key, out var found));
            Assert.Equal(content, found);
        }

        for (var n = 60_001; n < 120_001; n++) Assert.False(both.TryFind(Key(n), out _));
        Assert.All([UInt128.MinValue, UInt128.MaxValue], key => Assert.False(both.TryFind(key, out _)));
    }

    [Fact]
    public void Forget_WhatLiesInFiles_RemovesThem()
    {
        using var seen = new SeenMessages(new SeenLimits(TimeSpan.FromHours(24), _folder, InMemory: 2));
        for (var n = 0; n < 9; n++)
        {
            seen.See(Key(n), 1, run: 0);
            seen.Commit(now: 0);
        }

        Assert.NotEmpty(Directory.GetFiles(_folder));
        Assert.True(Directory.GetFiles(_folder).Length <= 4, "A slot has few files.");
        seen.Forget((long)TimeSpan.FromHours(25).TotalMilliseconds);

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal(Sighting.First, seen.See(Key(1), 1, run: 0));
    }

    [Fact]
    public void Clean_FilesOfAProcessThatWasKilled_RemovesThem()
    {
        File.WriteAllText(Path.Combine(_folder, "left.seen"), "x");
        File.WriteAllText(Path.Combine(_folder, "of somebody else"), "x");

        ScratchFile.Clean(_folder);
        ScratchFile.Clean(Path.Combine(_folder, "nowhere"));

        Assert.Equal(["of somebody else"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    private static UInt128 Key(int number) => Core.Ingestion.Parsing.ContentHash.OfKey(1, $"m{number}");

    private static List<(UInt128 Key, UInt128 Content)> Sorted(IEnumerable<int> numbers) =>
        [.. numbers.Select(n => (Key(n), (UInt128)n + 1)).OrderBy(r => r.Item1)];
}
