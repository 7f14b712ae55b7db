using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Sources;

public sealed class SilentSourcesTests : IDisposable
{
    private static readonly SourceId s_shop = new(7);

    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly SilentSources _silent;
    private int _changes;

    public SilentSourcesTests()
    {
        _silent = new SilentSources(new SourceList(_database, _clock), _clock, NullLogger<SilentSources>.Instance);
        _silent.Changed += () => _changes++;
    }

    public void Dispose()
    {
        _silent.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Now_SourceThatSendsNothing_IsSilentAfterItsHoursAndFromItsLastMessage()
    {
        await AddAsync(s_shop, "Shop", hours: 5);
        await AddAsync(new SourceId(8), "Till", hours: null);
        await SendAsync();
        var last = _clock.Now;

        _clock.Now += TimeSpan.FromHours(5);
        await _silent.LoadAsync(default);
        Assert.Empty(_silent.Now);

        _clock.Now += TimeSpan.FromMinutes(1);
        await _silent.LoadAsync(default);
        await _silent.LoadAsync(default);
        Assert.Equal([new SilentSource(s_shop, "Shop", last)], _silent.Now);
        Assert.Equal(1, _changes);
    }

    [Fact]
    public async Task Now_SourceThatSendsAgain_IsSilentNoMoreAndTheNextSilenceIsAnother()
    {
        await AddAsync(s_shop, "Shop", hours: 1);
        _clock.Now += TimeSpan.FromHours(2);
        await _silent.LoadAsync(default);
        var first = Assert.Single(_silent.Now);

        await SendAsync();
        await _silent.LoadAsync(default);
        Assert.Empty(_silent.Now);

        _clock.Now += TimeSpan.FromHours(2);
        await _silent.LoadAsync(default);
        Assert.NotEqual(first, Assert.Single(_silent.Now));
        Assert.Equal(3, _changes);
    }

    [Fact]
    public async Task Now_SourceThatIsClosedOrNoLongerWatched_IsSilentNoMoreAtOnce()
    {
        await AddAsync(s_shop, "Shop", hours: 1);
        using var keys = new WriteKeys(_database, _clock, NullLogger<WriteKeys>.Instance);
        var change = new ChangeSourceHandler(_database.Queue, keys, _silent, NullLogger<ChangeSourceHandler>.Instance);
        _clock.Now += TimeSpan.FromHours(2);

        foreach (var (disabled, hours, silent) in new (bool, int?, int)[] { (false, 1, 1), (true, 1, 0), (false, 1, 1), (false, null, 0), (false, 3, 0) })
        {
            Assert.IsType<ChangeSourceResult.Changed>(await change.HandleAsync(new ChangeSource(s_shop, "Shop", disabled, "", null) { SilentAfterHours = hours }, default));
            Assert.Equal(silent, _silent.Now.Count);
        }
    }

    private Task AddAsync(SourceId id, string name, int? hours) => _database.Queue.WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.Add(new Source { Id = id, Name = name, Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = _clock.Now, SilentAfterHours = hours });
            return Task.FromResult(0);
        },
        default);

    private Task SendAsync() => _database.Queue.WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            var now = _clock.Now.ToUnixTimeMilliseconds();
            db.Add(new SourceHour { Source = s_shop.Value, Hour = SourceHour.Of(now), Accepted = 1, Stored = 1, LastAt = now });
            return Task.FromResult(0);
        },
        default);
}
