using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Privacy;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Duplicates;

/// <summary>Decisions and accepted pairs as one list, page by page, the same on every database.</summary>
public abstract class DecisionHistoryContract : IAsyncLifetime
{
    private OwnDatabase? _database;
    private PrivacyHost? _host;

    private PrivacyHost Host => _host!;

    private DecisionHistory History => Host.Get<DecisionHistory>();

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _host = await PrivacyHost.StartAsync(new DatabaseUnderTest(_database.Provider));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Pages_OfAnyMixture_HaveEachOnceInTheOrderOfAll()
    {
        var random = new Random(RunSeed.Value);
        var began = Host.Clock.Now;
        // Many at the same moment: a page may end between them.
        DateTimeOffset At() => began.AddSeconds(random.Next(6));
        for (var i = 1; i <= 40; i++)
        {
            await Host.SaveAsync(random.Next(2) == 0
                ? Decided((StewardDecisionKind)random.Next(1, 4), At())
                : Pair(i, (DuplicateState)random.Next(1, 5), At()));
        }

        foreach (var kind in Enum.GetValues<DecisionKind>().Select(k => (DecisionKind?)k).Prepend(null))
        {
            var all = await History.RecentAsync(kind, before: null, 1_000, default);
            Assert.True(all.SequenceEqual(all.OrderByDescending(e => e.At).ThenBy(e => e.Place.IsPair).ThenByDescending(e => e.Place.Id)), $"{kind}, seed {RunSeed.Value}");
            Assert.All(all, e => Assert.True(kind is null || KindOf(e) == kind));
            Assert.All(all.OfType<DecisionEntry.Duplicate>(), p => Assert.True(p.Pair.State is DuplicateState.Accepted or DuplicateState.Undone));

            var paged = new List<DecisionPlace>();
            for (DecisionPlace? last = null; ;)
            {
                var page = await History.RecentAsync(kind, last, 7, default);
                paged.AddRange(page.Select(e => e.Place));
                if (page.Count < 7) break;

                Assert.True(DecisionPlace.TryParse(page[^1].Place.ToString(), out last));
            }

            Assert.True(all.Select(e => e.Place).SequenceEqual(paged), $"{kind}, seed {RunSeed.Value}");
        }
    }

    [DatabaseFact]
    public async Task Find_OneDecision_OrNone()
    {
        var decision = Decided(StewardDecisionKind.Joined, Host.Clock.Now);
        await Host.SaveAsync(decision);

        Assert.Equal(decision.Id, Assert.IsType<DecisionEntry.Steward>(await History.FindAsync(decision.Id, default)).Row.Id);
        Assert.Null(await History.FindAsync(decision.Id + 1, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5_other_7")]
    [InlineData("x_pair_7")]
    [InlineData("5_pair_x")]
    [InlineData("99999999999999999_pair_7")]
    public void Place_ThatNoListGave_IsNone(string text) => Assert.False(DecisionPlace.TryParse(text, out _));

    private static DecisionKind KindOf(DecisionEntry entry) => entry switch
    {
        DecisionEntry.Steward { Row.Kind: StewardDecisionKind.Joined } => DecisionKind.Joined,
        DecisionEntry.Steward { Row.Kind: StewardDecisionKind.KeptApart } => DecisionKind.KeptApart,
        DecisionEntry.Steward => DecisionKind.TookApart,
        _ => DecisionKind.Duplicate,
    };

    private static StewardDecision Decided(StewardDecisionKind kind, DateTimeOffset at) =>
        new() { Kind = kind, Identifiers = new DecidedIdentifiers([], [], []).ToJson(), After = 1, By = "Linh", At = at };

    private static DuplicatePair Pair(int number, DuplicateState state, DateTimeOffset at) => new()
    {
        Low = new ProfileId(number * 2), High = new ProfileId((number * 2) + 1), Weight = 1, Probability = 0.9, Evidence = new PairEvidence(0, [], null, 0).ToJson(),
        State = state, Search = 1, FoundAt = at, DecidedAt = state == DuplicateState.Open ? null : at, By = state == DuplicateState.Open ? null : "Linh",
    };
}

public sealed class SqliteDecisionHistoryTests : DecisionHistoryContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlDecisionHistoryTests : DecisionHistoryContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}
