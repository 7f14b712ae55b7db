using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Tests.Audience;

public sealed class AudienceFollowerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly FactBook _book = new();
    private readonly GivenLog _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-follower-").FullName;
    private int _appended;
    private ServiceProvider _services;

    public AudienceFollowerTests() => _services = Services();

    private ServiceProvider Services(int readBackFacts = int.MaxValue, int snapshotFacts = int.MaxValue) => new ServiceCollection()
        .AddLogging()
        .Configure<AudienceOptions>(o => (o.ReadBackFacts, o.SnapshotFacts) = (readBackFacts, snapshotFacts))
        .Configure<DatabaseOptions>(o => o.Directory = _folder)
        .AddSingleton<TimeProvider>(new StoppedClock(s_now))
        .AddSingleton<IFactLog>(_log)
        .AddSingleton<IAudienceCatalogue>(new GivenCatalogue(new ReferenceWorld { Facts = [] }))
        .AddSingleton<ISegmentRules>(new GivenSegments(new ReferenceWorld { Facts = [] }))
        .AddAudience()
        .BuildServiceProvider();

    private IAudienceEngine Engine => _services.GetRequiredService<IAudienceEngine>();

    private AudienceFollower Follower => _services.GetServices<IHostedService>().OfType<AudienceFollower>().Single();

    private AudienceReadiness Readiness => _services.GetRequiredService<AudienceReadiness>();

    [Fact]
    public async Task Start_FactsInTheLog_ReadyOnceTheyAreRead()
    {
        for (var i = 0; i < 5_000; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _log.Append(_book.Facts);
        Assert.False(Readiness.IsReady);

        var counting = Engine.CountAsync(Everyone, CancellationToken.None);
        await StartAsync();

        await Readiness.Ready;
        Assert.Equal(5_000, Engine.Position);
        Assert.Equal(1, (await counting).Count);
    }

    [Fact]
    public async Task Start_LongLog_SaysHowFarItIsAndWhenItIsDone()
    {
        const int facts = 70_000;
        for (var i = 0; i < facts; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _log.Append(_book.Facts);
        var told = new List<AudienceReading?>();
        Readiness.Progressed += () => told.Add(Readiness.Reading);

        await StartAsync();
        await Readiness.Ready;

        Assert.Equal([new AudienceReading(65_536, facts, s_now), null], told);
    }

    [Fact]
    public async Task Stop_HostLosesPatienceWhileFactsAreApplied_TouchesNothingBesideTheWriter()
    {
        await StartAsync();
        await Readiness.Ready;
        var hold = _log.HoldAfterwards();
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await hold.Held;

        await Follower.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(0, Engine.Position);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        hold.LetGo();
        await Follower.ExecuteTask!.ContinueWith(_ => { }, TaskScheduler.Default); // started long ago
    }

    [Fact]
    public async Task Start_EmptyLog_IsReadyWithNobody()
    {
        await StartAsync();

        await Readiness.Ready;
        Assert.Equal(0, (await Engine.CountAsync(Everyone, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Append_AfterStart_IsCounted()
    {
        await StartAsync();
        await Readiness.Ready;

        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();

        await Engine.WaitAsync(1, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Everyone, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Read_LogFailsInTheMiddle_GoesOnWithoutTakingAFactTwice()
    {
        for (var i = 0; i < 10; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _log.FailAfter = 4;
        _log.Append(_book.Facts);

        await StartAsync();

        await Readiness.Ready;
        Assert.Equal(1, (await Engine.CountAsync(Bought(10), CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(11), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_Cancellation_AnswersAsIfItsFactsHadNotArrived()
    {
        for (var i = 0; i < 10; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAsync();
        await Readiness.Ready;
        var before = Engine.Position;

        _book.Cancel(3, 5);
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();

        await Engine.WaitAsync(before + 2, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Bought(8), CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(9), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_CancellationOfEverybody_LeavesNobodyAndNewPeopleCome()
    {
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAsync();
        await Readiness.Ready;

        _book.Cancel(1, 1);
        // As the processor does: who came by cancelled facts alone is new when they come again.
        var others = new FactBook();
        others.Seen([new(IdentifierNamespace.UserId, "filler")], 0);
        others.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _log.Append([.. _book.Facts.Skip(1), others.Facts[^1] with { Number = 3 }]);

        await Engine.WaitAsync(3, CancellationToken.None);
        Assert.Equal([new ProfileId(2)], await Engine.MembersAsync(Everyone, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Append_CancellationAndTheLogFails_IsCarriedOutAfterAPause()
    {
        for (var i = 0; i < 10; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAsync();
        await Readiness.Ready;

        _log.FailAfter = 4;
        _book.Cancel(3, 10);
        Append();

        await Engine.WaitAsync(11, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Bought(2), CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(3), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_CutAndErasure_AreInTheNextAnswerWithoutReadingTheLogAgain()
    {
        var bob = new Identifier(IdentifierNamespace.UserId, "bob");
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Happened([bob], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Join(s_ann, bob, EdgeKind.Alias, s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAsync();
        await Readiness.Ready;
        Assert.Equal(1, (await Engine.CountAsync(Bought(2), CancellationToken.None)).Total);
        var index = _services.GetRequiredService<LiveAudience>().Index;

        _book.Cut(new ProfileId(1), new ProfileId(2));
        Append();
        await Engine.WaitAsync(4, CancellationToken.None);
        Assert.Equal([new ProfileId(1), new ProfileId(2)], await Engine.MembersAsync(Bought(1), null, 10, CancellationToken.None));

        _book.Erase(new ProfileId(1));
        Append();
        await Engine.WaitAsync(5, CancellationToken.None);
        Assert.Equal([new ProfileId(2)], await Engine.MembersAsync(Bought(1), null, 10, CancellationToken.None));
        Assert.Same(index, _services.GetRequiredService<LiveAudience>().Index);
    }

    [Fact]
    public async Task Append_CancellationAfterAnErasure_GivesNobodyBackAndHoldsNothingOfThem()
    {
        var mail = new Identifier(IdentifierNamespace.Email, "ann@example.com");
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds(), """{"secret":"tulip"}""");
        _book.Happened([mail], "Bought", s_now.ToUnixTimeMilliseconds(), """{"secret":"rose"}""");
        _book.Join(s_ann, mail, EdgeKind.Seen, s_now.ToUnixTimeMilliseconds());
        _book.Erase(new ProfileId(1));
        Append();
        await StartAsync();
        await Readiness.Ready;

        // What made them one, and the erasure itself: both had done their work.
        _book.Cancel(3, 4);
        Append();

        await Engine.WaitAsync(5, CancellationToken.None);
        Assert.Equal(0, (await Engine.CountAsync(Everyone, CancellationToken.None)).Total);
        Assert.Equal(0, (await Engine.CountAsync(Everyone with { KnownAt = new KnownAt.Fact(2) }, CancellationToken.None)).Total);
        var snapshot = _services.GetRequiredService<LiveAudience>().Current;
        Assert.Empty(snapshot.Events.All);
        Assert.Empty(snapshot.Identifiers.All);
    }

    [Fact]
    public async Task Start_ErasureAfterACancellation_TakesOnlyWhoWasOnePersonByThen()
    {
        var mail = new Identifier(IdentifierNamespace.Email, "ann@example.com");
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Happened([mail], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Join(s_ann, mail, EdgeKind.Seen, s_now.ToUnixTimeMilliseconds());
        _book.Cancel(3, 3);
        _book.Erase(new ProfileId(1));
        Append();

        await StartAsync();

        Assert.Equal([new ProfileId(2)], await Engine.MembersAsync(Everyone, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task KnownAt_BeforeTheCancellation_StillSeesItsFacts()
    {
        for (var i = 0; i < 4; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Cancel(1, 4);
        Append();
        await StartAsync();
        await Readiness.Ready;

        Assert.Equal(1, (await Engine.CountAsync(Bought(4) with { KnownAt = new KnownAt.Fact(4) }, CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(1) with { KnownAt = new KnownAt.Fact(5) }, CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(1) with { AsOf = s_now }, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task StartAgain_AfterAnOrderlyStop_ReadsOnlyWhatCameSince()
    {
        for (var i = 0; i < 12_000; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAgainAsync();
        for (var i = 0; i < 12_000; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await Engine.WaitAsync(24_000, CancellationToken.None);
        await StopAsync();
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();

        _log.Read.Clear();
        await StartAgainAsync();

        Assert.Equal(1, (await Engine.CountAsync(Bought(24_001), CancellationToken.None)).Count);
        Assert.All(_log.Read, after => Assert.True(after >= 23_999, $"read from {after}"));
    }

    [Fact]
    public async Task Start_LongLog_IsReadBackFromItsOwnSnapshot()
    {
        await StartOverALongLogAsync();

        Assert.Single(SnapshotsOnDisk);
        Assert.Equal([0, 19, 20], _log.Read.Take(3)); // all of it, whether it holds the snapshot, and what came since
        Assert.Equal(1, (await Engine.CountAsync(Bought(20), CancellationToken.None)).Count);
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await Engine.WaitAsync(21, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Bought(21), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_ErasedAndBornAgainAtOnce_IsFoundUnderTheNewNumber()
    {
        await StartAsync();
        await Readiness.Ready;
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Erase(new ProfileId(1));
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await Engine.WaitAsync(_book.Facts.Count, CancellationToken.None);

        Assert.Equal(new ProfileId(2), _services.GetRequiredService<IProfileDirectory>().Find(s_ann));
    }

    [Fact]
    public async Task Append_WhileSnapshotsAreWritten_LeavesToTheirFilesWhatStays()
    {
        await _services.DisposeAsync();
        _services = Services(snapshotFacts: 1);
        for (var i = 0; i < 3_000; i++) _book.Happened([new(IdentifierNamespace.UserId, $"u{i}")], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAsync();
        await Readiness.Ready;
        var audience = _services.GetRequiredService<LiveAudience>();
        var (more, files) = (0, new HashSet<MappedFile>());
        for (var waited = Stopwatch.StartNew(); files.Count < 3 && waited.Elapsed < s_patience; more++)
        {
            _book.Happened([new(IdentifierNamespace.UserId, $"u{more}")], "Bought", s_now.ToUnixTimeMilliseconds());
            Append();
            await Engine.WaitAsync(_book.Facts.Count, CancellationToken.None);
            if (audience.Current.File is { } file) files.Add(file);
        }

        Assert.Equal(3, files.Count);
        Assert.Equal(Math.Min(more, 3_000), (await Engine.CountAsync(Bought(2), CancellationToken.None)).Count);
        Assert.Equal(Math.Max(3_000, more), (await Engine.CountAsync(Bought(1), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_CancellationInALongLog_IsReadBackWithoutIt()
    {
        await StartOverALongLogAsync();

        _book.Cancel(3, 5);
        Append();

        await Engine.WaitAsync(21, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Bought(17), CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(18), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Append_Erasure_LeavesNoSnapshotOfThemAndTheNextStartWritesOne()
    {
        _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        _book.Happened([new(IdentifierNamespace.UserId, "bob")], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAgainAsync();
        await StopAsync();
        Assert.Single(SnapshotsOnDisk);

        await StartAgainAsync();
        _book.Erase(new ProfileId(1));
        Append();
        await Engine.WaitAsync(3, CancellationToken.None);
        await StopAsync();
        Assert.Empty(SnapshotsOnDisk);

        await StartAgainAsync();
        await StopAsync();
        Assert.Single(SnapshotsOnDisk);
    }

    [Fact]
    public async Task Append_CancellationAfterASnapshot_IsCarriedOut()
    {
        for (var i = 0; i < 10; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await StartAgainAsync();
        await StopAsync();
        await StartAgainAsync();

        _book.Cancel(3, 5);
        Append();

        await Engine.WaitAsync(11, CancellationToken.None);
        Assert.Equal(1, (await Engine.CountAsync(Bought(7), CancellationToken.None)).Count);
        Assert.Equal(0, (await Engine.CountAsync(Bought(8), CancellationToken.None)).Count);
    }

    private string[] SnapshotsOnDisk => Directory.GetFiles(Path.Combine(_folder, "audience"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static AudienceQuery Everyone => new(new Rule.Everyone());

    private static AudienceQuery Bought(int atLeast) => new(new Rule.Did(
        new EventMatch("Bought", []), new Window.Always(), new Measure.Count(), new Test.Compare(NumberOperator.GreaterOrEqual, atLeast)));

    private void Append()
    {
        _log.Append(_book.Facts.Skip(_appended));
        _appended = _book.Facts.Count;
    }

    private async Task StartAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
    }

    /// <summary>Of twenty facts, which are many here.</summary>
    private async Task StartOverALongLogAsync()
    {
        for (var i = 0; i < 20; i++) _book.Happened([s_ann], "Bought", s_now.ToUnixTimeMilliseconds());
        Append();
        await _services.DisposeAsync();
        _services = Services(readBackFacts: 20);
        await StartAsync();
        await Readiness.Ready;
    }

    private async Task StopAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
    }

    /// <summary>As another process over the same log and folder.</summary>
    private async Task StartAgainAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _services = Services();
        await StartAsync();
        await Readiness.Ready;
    }

    private sealed class GivenLog : IFactLog
    {
        private readonly Lock _lock = new();
        private Fact[] _facts = [];
        private Hold? _hold;
        private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int? FailAfter { get; set; }

        /// <summary>The places that it was read from.</summary>
        public ConcurrentQueue<long> Read { get; } = new();

        public long Last => _facts.Length;

        /// <summary>The next reading waits after its last fact, whatever is cancelled.</summary>
        public Hold HoldAfterwards() => _hold = new Hold();

        public void Append(IEnumerable<Fact> facts)
        {
            lock (_lock)
            {
                _facts = [.. _facts, .. facts];
                _grown.SetResult();
                _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            Read.Enqueue(after);
            foreach (var fact in _facts.Skip((int)after))
            {
                if (fact.Number > FailAfter)
                {
                    FailAfter = null;
                    throw new DatabaseUnavailableException("The database does not answer.", new IOException());
                }

                yield return fact;
            }

            if (_hold is { } hold) await hold.WaitAsync();
        }

        public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Fact.Cancellation>>([.. _facts.OfType<Fact.Cancellation>()]);

        public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Fact.Erasure>>([.. _facts.OfType<Fact.Erasure>()]);

        public Task WaitAsync(long after, CancellationToken cancellationToken)
        {
            lock (_lock) return Last > after ? Task.CompletedTask : _grown.Task.WaitAsync(cancellationToken);
        }
    }
    private sealed class Hold
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Held => _held.Task;

        public void LetGo() => _goOn.SetResult();

        public Task WaitAsync()
        {
            _held.TrySetResult();
            return _goOn.Task;
        }
    }
}
