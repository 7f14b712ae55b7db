using CdpStudio.Core.Journeys;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>Who enters a journey because what is known of them became something else. The same on every database.</summary>
public abstract class ChangedEntriesContract : IAsyncLifetime
{
    private const string AnyChange = "\"attribute\":\"PLAN\"";
    private const string FreeToPro = "\"attribute\":\"plan\",\"from\":\"free\",\"to\":\"Pro\"";

    private readonly ManualClock _clock = new();
    private OwnDatabase? _own;
    private DatabaseUnderTest? _database;
    private ToldFacts? _facts;
    private JourneysNode? _node;

    private ToldFacts Facts => _facts!;

    private JourneysNode Node => _node!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _own = await NewDatabaseAsync();
        _database = new DatabaseUnderTest(_own.Provider);
        _facts = new ToldFacts(_database.Contexts, _database.Queue, _clock);
        _node = Started();
        await SayAsync("zoe", "free");
    }

    public async Task DisposeAsync() => await _own!.DisposeAsync();

    [DatabaseFact]
    public async Task Entry_ByAnyChange_IsOpenToWhatWinsAndNotToWhatIsSaidAgain()
    {
        await SayAsync("before", "free");
        await Node.PublishedAsync(EnteredBy(AnyChange));
        await SayAsync("before", "FREE");
        foreach (var plan in (string?[])["free", "free", "pro", "PRO", null, null, "pro"]) await SayAsync("ann", plan);
        await Node.LiveAsync();

        Assert.Equal(["ann", "ann", "ann", "ann"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByAChangeFromOrTo_IsOpenToThatOneAlone()
    {
        (string Entry, string Expected)[] cases =
        [
            (FreeToPro, "free>pro"),
            ("\"attribute\":\"plan\",\"to\":\"pro\"", "free>pro basic>pro >pro"),
            ("\"attribute\":\"plan\",\"from\":\"free\"", "free>pro free>"),
            ("\"attribute\":\"plan\",\"from\":null", ">pro"),
            ("\"attribute\":\"plan\",\"to\":null", "free>"),
        ];
        string[] changes = ["free>pro", "basic>pro", ">pro", "free>"];
        foreach (var change in changes.Where(c => !c.StartsWith('>'))) await SayAsync(change, change.Split('>')[0]);
        foreach (var (entry, _) in cases) await Node.PublishedAsync(EnteredBy(entry), entry);
        foreach (var change in changes) await SayAsync(change, change.Split('>')[1] is { Length: > 0 } to ? to : null);
        await Node.LiveAsync();

        for (var i = 0; i < cases.Length; i++) Assert.Equal(cases[i].Expected.Split(' '), await EnteredAsync(journey: i + 1));
    }

    [DatabaseFact]
    public async Task Entry_ByAChangeThatComesLate_IsOpenOnlyWhenItWins()
    {
        await SayAsync("ann", "free", TimeSpan.FromHours(3));
        await SayAsync("ann", "pro", TimeSpan.FromHours(1));
        await Node.PublishedAsync(EnteredBy(AnyChange));
        // Behind what was known already, another value and the one that wins anyway.
        await SayAsync("ann", "basic", TimeSpan.FromHours(2));
        await SayAsync("ann", "pro", TimeSpan.FromHours(2.5));
        await SayAsync("too-late", "pro", TimeSpan.FromHours(73));
        await SayAsync("tomorrow", "pro", TimeSpan.FromDays(-1));
        await Node.LiveAsync();
        Assert.Empty(await EnteredAsync());

        await SayAsync("ann", "free", TimeSpan.FromMinutes(30));
        await SayAsync("late", "pro", TimeSpan.FromHours(71));
        await Node.LiveAsync();

        Assert.Equal(["ann", "late"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByTwoChangesOfOneMoment_IsOpenToTheLast()
    {
        await Node.PublishedAsync(EnteredBy(AnyChange));
        await Facts.HasAsync("ann", "plan", "\"free\"");
        await Facts.HasAsync("ann", "plan", "\"pro\"");
        await Node.LiveAsync();

        Assert.Equal(["ann"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByWhatIsClearedAbove_IsOpenToWhatLiesBelow()
    {
        await SayAsync("ann", "Saigon", attribute: "address.city");
        await SayAsync("ben", "Saigon", attribute: "address");
        await Node.PublishedAsync(EnteredBy("\"attribute\":\"address.city\",\"to\":null"));
        await SayAsync("ann", null, attribute: "address");
        await SayAsync("ben", null, attribute: "address");
        await Node.LiveAsync();

        Assert.Equal(["ann"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByAJoin_IsOpenToThePersonThatResultsWhenBothHadAnotherValue()
    {
        await SayAsync("ann", "free", TimeSpan.FromDays(30));
        await SayAsync("ann-phone", "pro", TimeSpan.FromHours(1));
        await SayAsync("ben", "pro", TimeSpan.FromHours(1));
        await Facts.HappensAsync("ben-phone", "Bought");
        await SayAsync("cem", "free", TimeSpan.FromDays(30));
        await SayAsync("cem-phone", "pro", TimeSpan.FromDays(20));
        await SayAsync("dan", "pro", TimeSpan.FromDays(1));
        await SayAsync("dan-phone", "pro", TimeSpan.FromHours(1));
        await Node.PublishedAsync(EnteredBy(FreeToPro));

        foreach (var user in (string[])["ann", "ben", "cem", "dan"]) await Facts.SeenTogetherAsync(ToldFacts.User(user), ToldFacts.User(user + "-phone"));
        await Facts.SeenTogetherAsync(ToldFacts.Mail("ann"), ToldFacts.Mail("ann-phone"));
        await Node.LiveAsync();

        Assert.Equal(["ann"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByAJoinThatWasTakenBackBeforeItWasLookedAt_IsOpenToNobody()
    {
        await SayAsync("ann", "free", TimeSpan.FromDays(30));
        await SayAsync("ann-phone", "pro", TimeSpan.FromHours(1));
        await SayAsync("ann-tablet", "pro", TimeSpan.FromHours(2));
        await Facts.SeenTogetherAsync(ToldFacts.User("ann-phone"), ToldFacts.User("ann-tablet"));
        await Node.PublishedAsync(EnteredBy(FreeToPro));

        await Facts.SeenTogetherAsync(ToldFacts.User("ann-phone"), ToldFacts.User("ann"));
        await Facts.TakeApartAsync(ToldFacts.User("ann-phone"), ToldFacts.User("ann"));
        await Node.LiveAsync();
        Assert.Empty(await EnteredAsync());

        // An undone one joins nobody either, whatever ties the two together now.
        await Facts.SeenTogetherAsync(ToldFacts.User("ann-phone"), ToldFacts.User("ann"));
        await Facts.UndoAsync(Facts.Last, Facts.Last);
        await Node.LiveAsync();
        Assert.Empty(await EnteredAsync());

        await Facts.SeenTogetherAsync(ToldFacts.User("ann-phone"), ToldFacts.User("ann"));
        await Node.LiveAsync();
        Assert.Single(await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByAnImport_IsOpenWhenItIsNeitherQuietNorUndone()
    {
        await Node.PublishedAsync(EnteredBy(AnyChange));
        await Facts.ImportAsync(isQuiet: true, () => SayAsync("ann", "pro"));
        await Facts.ImportAsync(isQuiet: false, () => SayAsync("ben", "pro"));
        var first = Facts.Last + 1;
        await SayAsync("cem", "pro");
        await Facts.UndoAsync(first, Facts.Last);
        await Node.LiveAsync();
        Assert.Equal(["ben"], await EnteredAsync());

        await SayAsync("ann", "free");
        await Node.LiveAsync();
        Assert.Equal(["ben", "ann"], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_WithDeathsAtAnyMoment_LetsInOncePerChange()
    {
        await Node.PublishedAsync(EnteredBy(AnyChange));
        var dying = new FailingQueue(_database!.Queue, new Dice(RunSeed.Value), percent: 50);
        for (var i = 0; i < 30; i++)
        {
            await SayAsync("ann", i % 2 == 0 ? "pro" : "free");
            await SayAsync("ben", "pro");
            await LiveOnAsync(dying);
        }

        Assert.True(dying.Deaths > 5, FormattableString.Invariant($"It died {dying.Deaths} times only."));
        Assert.Equal((30, 1), ((await EnteredAsync()).Count(u => u == "ann"), (await EnteredAsync()).Count(u => u == "ben")));
    }

    private static string EnteredBy(string entry) =>
        $$"""{"version":1,"steps":[{"id":"start","kind":"entry",{{entry}},"again":"always"},{"id":"end","kind":"exit"}],"edges":[{"from":"start","outcome":"next","to":"end"}]}""";

    private JourneysNode Started(Core.Persistence.IWriteQueue? queue = null) => new(_database!.Contexts, queue ?? _database.Queue, Facts, _clock);

    /// <summary>Each process that dies is followed by another one.</summary>
    private async Task LiveOnAsync(FailingQueue dying)
    {
        while (true)
        {
            try
            {
                await Started(dying).LiveAsync();
                return;
            }
            catch (ProcessDiedException)
            {
                // The next one begins where the database says.
            }
        }
    }

    /// <summary>Each at a moment of its own.</summary>
    private async Task SayAsync(string user, string? value, TimeSpan ago = default, string attribute = "plan")
    {
        _clock.Now += TimeSpan.FromSeconds(1);
        await Facts.HasAsync(user, attribute, value is null ? null : $"\"{value}\"", ago);
    }

    private async Task<List<string>> EnteredAsync(int journey = 1)
    {
        await using var db = Facts.Database();
        var number = new JourneyNumber(journey);
        var runs = await db.JourneyRuns.Where(r => r.Journey == number).OrderBy(r => r.EntryReason).Select(r => r.Profile).ToListAsync();
        return runs.ConvertAll(profile => Node.Directory.Read(profile)!.Identifiers[0].Value);
    }
}

public sealed class SqliteChangedEntriesTests : ChangedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlChangedEntriesTests : ChangedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerChangedEntriesTests : ChangedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
