using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Tests.Audience;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Profiles;

/// <summary>Facts in a database and in memory, as a running product has them, and everybody's past over both.</summary>
internal sealed class PastWorld : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly EdgeLookup _edges;

    private PastWorld(ReferenceWorld world, DateTimeOffset now)
    {
        var erased = world.Facts.OfType<Fact.Erasure>().SelectMany(e => e.Profiles);
        var cancelled = CancelledFacts.Of(world.Facts.OfType<Fact.Cancellation>());
        var index = new AudienceIndex(erased);
        foreach (var fact in world.Facts) index.Apply(fact, cancelled);
        index.Publish();

        var reader = new FactReader(_database);
        _edges = new EdgeLookup(reader);
        Past = new PastProfile(
            new PastPeople(new LiveAudience(index), new GivenCatalogue(world), new CurrentIdentityRules(), new StoppedClock(now)), _database.FactLog, reader, _edges, new CurrentIdentityRules());
    }

    public PastProfile Past { get; }

    public static async Task<PastWorld> OfAsync(ReferenceWorld world, DateTimeOffset now)
    {
        var past = new PastWorld(world, now);
        await past._database.Queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await FactAppender.AppendAsync(db, world.Facts, token);
                await db.ProcessorStates.ExecuteUpdateAsync(s => s.SetProperty(p => p.Next, world.Facts.Count + 1), token);
                return true;
            },
            default);
        await past._database.FactLog.RefreshAsync(default);
        return past;
    }

    public Task<PastProfileRecord?> ReadAsync(ProfileId profile, long asOf, KnownAt? knownAt, int events = 20) =>
        Past.ReadAsync(profile, DateTimeOffset.FromUnixTimeMilliseconds(asOf), knownAt, events, default);

    /// <summary>Whoever reads events from now on fails.</summary>
    public async Task LoseEventsAsync()
    {
        await using var db = _database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("DROP TABLE EventFacts");
    }

    public void Dispose()
    {
        _edges.Dispose();
        _database.Dispose();
    }
}
