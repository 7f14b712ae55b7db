using CdpStudio.Core.Journeys;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>Who enters journeys because of an import, and who does not because of a quiet one. The same on every database.</summary>
public abstract class ImportedEntriesContract : IAsyncLifetime
{
    private const string Free = "\"free\"";
    private const string Pro = "\"pro\"";

    private readonly ManualClock _clock = new();
    private OwnDatabase? _own;
    private ToldFacts? _facts;
    private JourneysNode? _node;

    private ToldFacts Facts => _facts!;

    private JourneysNode Node => _node!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _own = await NewDatabaseAsync();
        var database = new DatabaseUnderTest(_own.Provider);
        _facts = new ToldFacts(database.Contexts, database.Queue, _clock);
        _node = new JourneysNode(database.Contexts, database.Queue, Facts, _clock);
        // An attribute and an event that everybody knows.
        await Facts.HasAsync("zoe", "plan", Free);
        await Facts.HappensAsync("zoe", "Bought");
        await Node.SaveSegmentAsync("free", """{"attribute":"plan","op":"eq","value":"free"}""");
        await Node.EvaluateSegmentsAsync();
    }

    public async Task DisposeAsync() => await _own!.DisposeAsync();

    [DatabaseFact]
    public async Task Entry_ByEvent_IsNotOpenToEventsOfAQuietImport()
    {
        await Node.PublishedAsync(EnteredBy("\"event\":\"Bought\""));
        await Facts.ImportAsync(isQuiet: true, async () =>
        {
            await Facts.HappensAsync("ann", "Bought");
            await Facts.HappensAsync("ben", "Bought");
        });
        await Facts.ImportAsync(isQuiet: false, () => Facts.HappensAsync("cem", "Bought"));
        await Node.LiveAsync();
        Assert.Equal([("cem", 0)], await EnteredAsync());

        await Facts.HappensAsync("ben", "Bought");
        await Node.LiveAsync();

        Assert.Equal([("cem", 0), ("ben", 0)], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_BySegment_IsNotOpenToWhomAQuietImportBrings()
    {
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":false"));
        await Facts.ImportAsync(isQuiet: true, () => Facts.HasAsync("ann", "plan", Free));
        var loud = await Facts.ImportAsync(isQuiet: false, () => Facts.HasAsync("ben", "plan", Free));
        await Facts.HasAsync("cem", "plan", Free);
        await EvaluateAsync();
        Assert.Equal([("ben", loud), ("cem", 0)], (await EnteredAsync()).OrderBy(e => e.User));

        // What she does later counts as for everybody.
        await Facts.HasAsync("ann", "plan", Pro);
        await EvaluateAsync();
        await Facts.HasAsync("ann", "plan", Free);
        await EvaluateAsync();

        Assert.Equal([("ann", 0), ("ben", loud), ("cem", 0)], (await EnteredAsync()).OrderBy(e => e.User));
    }

    [DatabaseFact]
    public async Task Entry_BySegment_RemembersWhatWasCountedAlready()
    {
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":false"));
        // Known by a quiet import, and not in the segment by it; the evaluation after it sees nobody come.
        await Facts.ImportAsync(isQuiet: true, () => Facts.HasAsync("ann", "plan", Pro));
        await EvaluateAsync();

        // Each evaluation is another process's, which knows only what is stored.
        await Facts.HasAsync("ann", "plan", Free);
        await EvaluateAsync();

        Assert.Equal([("ann", 0)], await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Entry_BySegment_OfWhoBecomesOnePersonByAQuietImport()
    {
        await Node.SaveSegmentAsync("buyers", """{"all":[{"attribute":"plan","op":"eq","value":"pro"},{"event":"Bought"}]}""");
        await Node.EvaluateSegmentsAsync();
        await Node.PublishedAsync(EnteredBy("\"segment\":\"buyers\",\"present\":false"));
        await Facts.HasAsync("ann", "plan", Pro);
        await Facts.HappensAsync("ann-phone", "Bought", hasMail: false);
        await EvaluateAsync();
        await Facts.ImportAsync(isQuiet: true, () => Facts.SeenTogetherAsync(ToldFacts.User("ann"), ToldFacts.User("ann-phone")));
        await EvaluateAsync();

        Assert.Empty(await EnteredAsync());
    }

    [DatabaseFact]
    public async Task Undo_OfAnyImport_StartsNoJourney()
    {
        await Facts.HasAsync("ann", "plan", Free);
        await Facts.HasAsync("ben", "plan", Free);
        await Node.EvaluateSegmentsAsync();
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":false"));
        foreach (var (user, isQuiet) in new[] { ("ann", true), ("ben", false) })
        {
            var first = Facts.Last + 1;
            await Facts.ImportAsync(isQuiet, () => Facts.HasAsync(user, "plan", Pro));
            var last = Facts.Last;
            await EvaluateAsync();
            Assert.DoesNotContain(Facts.NumberOf(user), await MembersAsync());

            await Facts.UndoAsync(first, last);
            await EvaluateAsync();

            Assert.Contains(Facts.NumberOf(user), await MembersAsync());
            Assert.Empty(await EnteredAsync());
        }
    }

    [DatabaseFact]
    public async Task Entry_ForThoseWhoAreThere_IsOpenToWhomAQuietImportBrought()
    {
        await Facts.ImportAsync(isQuiet: true, () => Facts.HasAsync("ann", "plan", Free));
        await Node.EvaluateSegmentsAsync();

        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":true"));
        await Node.LiveAsync();

        Assert.Equal(["ann", "zoe"], (await EnteredAsync()).Select(e => e.User).Order());
    }

    private static string EnteredBy(string entry) =>
        $$"""{"version":1,"steps":[{"id":"start","kind":"entry",{{entry}},"again":"always"},{"id":"end","kind":"exit"}],"edges":[{"from":"start","outcome":"next","to":"end"}]}""";

    private async Task EvaluateAsync()
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        await Node.EvaluateSegmentsAsync();
        await Node.LiveAsync();
    }

    /// <summary>In the order in which they came, with the import that brought them.</summary>
    private async Task<IReadOnlyList<(string User, int BroughtBy)>> EnteredAsync()
    {
        await using var db = Facts.Database();
        var runs = await db.JourneyRuns.OrderBy(r => r.Id).ToListAsync();
        return [.. runs.Select(r => (new[] { "ann", "ann-phone", "ben", "cem", "zoe" }.First(u => Facts.NumberOf(u) == r.Profile), r.BroughtBy))];
    }

    private async Task<List<ProfileId>> MembersAsync()
    {
        await using var db = Facts.Database();
        return await db.SegmentStays.Where(s => s.LeftGeneration == null).Select(s => s.Profile).ToListAsync();
    }
}

public sealed class SqliteImportedEntriesTests : ImportedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlImportedEntriesTests : ImportedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerImportedEntriesTests : ImportedEntriesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
