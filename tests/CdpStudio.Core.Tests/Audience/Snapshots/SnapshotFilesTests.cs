using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Audience.Snapshots;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience.Snapshots;

/// <summary>Whatever becomes of the files: the index says what the log says.</summary>
public sealed class SnapshotFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-snapshots-").FullName;
    private readonly CollectedLog<SnapshotFiles> _log = new();
    private readonly RandomWorkspace _workspace;
    private readonly IReadOnlyList<Fact> _facts;
    private readonly int _older;
    private int _starts;

    public SnapshotFilesTests(ITestOutputHelper output)
    {
        output.WriteLine(FormattableString.Invariant($"Seed {RunSeed.Value}."));
        _workspace = RandomWorkspace.Draw(RunSeed.Value, 3, RuleScope.Everything);
        _facts = _workspace.Data.World.Facts;
        _older = _facts.Count / 2;
    }

    private SnapshotFiles Files => new(_folder, path => new FileStream(path, FileMode.Create, FileAccess.Write), _log);

    [Fact]
    public async Task Read_NewestWithATail_BeginsThereAndSaysWhatTheLogSays()
    {
        await SaveAsync(_older);

        Assert.Equal(_older, await BeginsAtAsync(_facts));
    }

    [Fact]
    public async Task Read_OneByteAlteredInEachSectionInTurn_SaysWhichAndBeginsWithTheOlder()
    {
        await SaveAsync(_older);
        var path = await SaveAsync(_facts.Count);
        var (whole, older) = (await File.ReadAllBytesAsync(path), Directory.GetFiles(_folder).Single(p => p != path));
        var olderBytes = await File.ReadAllBytesAsync(older);
        var answers = new IndexAnswers(_workspace.Data.World, _workspace.Rules, _workspace.Data.Now);
        var expected = await InMemoryEngine.RebuildAsync(_facts);
        foreach (var section in Sections(path).Append(new Section("table", whole.Length - 30, 10, 0)).Where(s => s.Length > 0))
        {
            var altered = (byte[])whole.Clone();
            altered[section.Start + Random.Shared.NextInt64(section.Length)] ^= (byte)(1 << Random.Shared.Next(8));
            await File.WriteAllBytesAsync(path, altered);

            var rebuild = new IndexRebuild(new GivenFacts(_facts), Starting());
            await answers.AssertSameMembersAsync(expected, await rebuild.ReadAsync(CancellationToken.None));
            Assert.Equal(_older, rebuild.Began);
            Assert.Contains(_log.Lines, l => l.Contains($"section {section.Name} ", StringComparison.Ordinal));
            Assert.False(File.Exists(path));
            Assert.Equal(olderBytes, await File.ReadAllBytesAsync(older));
        }
    }

    [Fact]
    public async Task Read_OneByteAlteredInEachSectionOfTheOnlyOne_ReadsAgainWhatItHeld()
    {
        var path = await SaveAsync(_older);
        var (whole, sections) = (await File.ReadAllBytesAsync(path), Sections(path));
        var answers = new IndexAnswers(_workspace.Data.World, _workspace.Rules, _workspace.Data.Now);
        var expected = await InMemoryEngine.RebuildAsync(_facts);
        foreach (var section in sections.Where(s => s.Length > 0))
        {
            var altered = (byte[])whole.Clone();
            altered[section.Start + Random.Shared.NextInt64(section.Length)] ^= (byte)(1 << Random.Shared.Next(8));
            await File.WriteAllBytesAsync(path, altered);

            var rebuild = new IndexRebuild(new GivenFacts(_facts), Starting());
            await answers.AssertSameMembersAsync(expected, await rebuild.ReadAsync(CancellationToken.None));
            var isOfOne = section.Name.StartsWith("events/", StringComparison.Ordinal) || section.Name.StartsWith("attributes/", StringComparison.Ordinal);
            Assert.Equal(isOfOne ? _older : 0, rebuild.Began);
            Assert.Contains(_log.Lines, l => l.Contains($"section {section.Name} ", StringComparison.Ordinal));
            Assert.False(File.Exists(path));
        }
    }

    [Fact]
    public async Task Read_ManySeriesInDoubt_SaysWhatTheLogSays()
    {
        var path = await SaveAsync(_older);
        var altered = await File.ReadAllBytesAsync(path);
        foreach (var section in Sections(path).Where(s => s.Name.StartsWith("events/", StringComparison.Ordinal) || s.Name.StartsWith("attributes/", StringComparison.Ordinal)))
            altered[section.Start] ^= 1;
        await File.WriteAllBytesAsync(path, altered);

        Assert.Equal(_older, await BeginsAtAsync(_facts));
    }

    [Fact]
    public async Task Read_TruncatedAtAndInsideEachSection_BeginsAtTheBeginning()
    {
        var path = await SaveAsync(_facts.Count);
        var whole = await File.ReadAllBytesAsync(path);
        var ends = Sections(path).SelectMany(s => new[] { s.Start + s.Length, s.Start + (s.Length / 2) });
        foreach (var end in ends.Concat([0, 1, 8, 20, whole.Length - 21, whole.Length - 1]).Distinct())
        {
            await File.WriteAllBytesAsync(path, whole[..(int)end]);

            Assert.Null(await LoadAsync(_facts));
            Assert.False(File.Exists(path));
        }

        Assert.Equal(0, await BeginsAtAsync(_facts));
    }

    [Fact]
    public async Task Read_OfAnotherVersion_IsPassedOver()
    {
        var path = await SaveAsync(_facts.Count);
        var whole = await File.ReadAllBytesAsync(path);
        whole[7]++;
        await File.WriteAllBytesAsync(path, whole);

        Assert.Equal(0, await BeginsAtAsync(_facts));
        Assert.Contains(_log.Lines, l => l.Contains("another version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_LogThatEndsBefore_BeginsAtTheBeginning()
    {
        await SaveAsync(_facts.Count);

        Assert.Equal(0, await BeginsAtAsync([.. _facts.Take(_older)]));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Read_LogThatWentAnotherWay_BeginsAtTheBeginning()
    {
        await SaveAsync(_facts.Count);

        Assert.Equal(0, await BeginsAtAsync([.. _facts.Select(f => f.Number > _older ? f with { RecordedAt = f.RecordedAt + 1 } : f)]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_CancellationSince_BeginsBeforeWhatItTakesBack(bool ofTheTail)
    {
        await SaveAsync(_older / 2);
        await SaveAsync(_older);

        var first = ofTheTail ? _older + 1 : (_older / 2) + 1;
        IReadOnlyList<Fact> facts = [.. _facts, new Fact.Cancellation(_facts.Count + 1, 1, first, first + 20, "test")];

        Assert.Equal(ofTheTail ? _older : _older / 2, await BeginsAtAsync(facts));
    }

    [Fact]
    public async Task Read_CancellationThatWasKnown_BeginsThere()
    {
        IReadOnlyList<Fact> facts = [.. _facts, new Fact.Cancellation(_facts.Count + 1, 1, 3, 40, "test")];
        await SaveAsync(facts.Count, facts);

        Assert.Equal(facts.Count, await BeginsAtAsync(facts));
    }

    [Fact]
    public async Task Read_ErasureSince_LeavesNoFileOfThem()
    {
        await SaveAsync(_older);
        await SaveAsync(_facts.Count);
        IReadOnlyList<Fact> facts = [.. _facts, new Fact.Erasure(_facts.Count + 1, 1, [new ProfileId(1)])];

        Assert.Equal(0, await BeginsAtAsync(facts));
        Assert.Empty(Directory.GetFiles(_folder));

        await SaveAsync(facts.Count, facts);
        Assert.Equal(facts.Count, await BeginsAtAsync(facts));
    }

    [Fact]
    public async Task Save_ThirdTime_KeepsTheNewestAndTheOneBefore()
    {
        await SaveAsync(_older / 2);
        var (before, newest) = (await SaveAsync(_older), await SaveAsync(_facts.Count));

        Assert.Equal([before, newest], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Save_DiskFullAnywhere_LeavesWhatWasThere()
    {
        var older = await SaveAsync(_older);
        var size = new FileInfo(await SaveAsync(_facts.Count)).Length;
        await SaveAsync(_older); // removes the one behind it
        for (var room = 0L; room < size; room += size / 15)
        {
            var full = new SnapshotFiles(_folder, path => new FullDisk(path, room), _log);
            await Assert.ThrowsAsync<IOException>(() => SaveAsync(_facts.Count, _facts, full));

            Assert.Equal([older], Directory.GetFiles(_folder));
        }

        Assert.Equal(_older, await BeginsAtAsync(_facts));
    }

    [Fact]
    public async Task Read_FileThatAKilledProcessLeft_IsRemovedUnread()
    {
        var path = await SaveAsync(_older);
        File.Copy(path, Path.Combine(_folder, "0000000000000009999.snapshot.partial"));

        Assert.Equal(_older, await BeginsAtAsync(_facts));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As a product that starts, which reads ahead, and as one that begins again because facts were cancelled.
    private SnapshotFiles Starting()
    {
        var files = Files;
        if (_starts++ % 2 == 0) files.ReadAhead();
        return files;
    }

    private Task<string> SaveAsync(int facts) => SaveAsync(facts, _facts);

    /// <summary>What a start over the first facts reads is written.</summary>
    private async Task<string> SaveAsync(int count, IReadOnlyList<Fact> facts, SnapshotFiles? files = null)
    {
        var rebuild = new IndexRebuild(new GivenFacts([.. facts.Take(count)]), null);
        var captured = (await rebuild.ReadAsync(CancellationToken.None)).Capture();
        (files ?? Files).Save(captured, rebuild.Place.Save, CancellationToken.None);
        return Directory.GetFiles(_folder).Single(p => p.Contains(FormattableString.Invariant($"{count:D19}"), StringComparison.Ordinal));
    }

    private List<Section> Sections(string path)
    {
        using var file = new SectionFile(path);
        return [.. file.Sections];
    }

    private async Task<FactMark?> LoadAsync(IReadOnlyList<Fact> facts) =>
        (await Starting().LoadAsync(new GivenFacts(facts), new LogPlace(CancelledFacts.None, [], IdentityRules.BuiltIn), CancellationToken.None))?.Mark;

    /// <returns>The fact that the snapshot stood at which a start used; 0 for none. Its answers are what the log alone says.</returns>
    private async Task<long> BeginsAtAsync(IReadOnlyList<Fact> facts)
    {
        var rebuild = new IndexRebuild(new GivenFacts(facts), Starting());
        var index = await rebuild.ReadAsync(CancellationToken.None);
        var answers = new IndexAnswers(_workspace.Data.World with { Facts = facts }, _workspace.Rules, _workspace.Data.Now);
        var expected = await InMemoryEngine.RebuildAsync(facts);
        await answers.AssertSameAsync(expected, index);
        answers.AssertSameVocabulary(expected, index);
        return rebuild.Began;
    }
}
