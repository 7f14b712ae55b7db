using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Tests.Linkage;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Privacy;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Duplicates;

/// <summary>Invented people, some of them written down twice, from the search to the join and back, the same on every database.</summary>
public abstract class DuplicatesContract : IAsyncLifetime
{
    private const int People = 300;

    private static readonly InventedFile s_file = InventedFile.Make(seed: 7, People, mostCopies: 1);

    private OwnDatabase? _database;
    private PrivacyHost? _host;

    private PrivacyHost Host => _host!;

    private IProfileDirectory Directory => Host.Get<IProfileDirectory>();

    private DuplicateList List => Host.Get<DuplicateList>();

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _host = await PrivacyHost.StartAsync(new DatabaseUnderTest(_database.Provider));
        await Host.SendAsync([.. s_file.Records.Select(Identify)]);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Search_OfPeopleWrittenDownTwice_SuggestsThemAndKeepsNoValue()
    {
        await SearchAsync();

        var probable = (await OpenAsync()).Where(p => p.Probability > 0.9).ToList();
        Assert.True(probable.Count > 20, $"{probable.Count} pairs");
        Assert.True(probable.Count(AreOneInTruth) > 0.9 * probable.Count, $"{probable.Count(AreOneInTruth)} of {probable.Count} are right");
        Assert.All(probable, p => Assert.Equal(p.Weight, p.Evidence.Prior + p.Evidence.Steps.Sum(s => s.Bits) + p.Evidence.CircleWeight, 1));
        Assert.Equal(
            ["birth_date", "city", "email", "first_name", "last_name", "phone", "postcode", "street", "street_number"],
            probable[0].Evidence.Steps.Select(s => s.Field).OfType<string>().Order(StringComparer.Ordinal));
        await using var db = Host.Db();
        var stored = string.Concat(await db.DuplicatePairs.Select(p => p.Evidence).ToListAsync());
        Assert.All(s_file.Records.SelectMany(r => r.Values).OfType<string>().Where(v => v.Length > 6), v => Assert.DoesNotContain(v, stored, StringComparison.OrdinalIgnoreCase));

        var status = await List.SearchAsync(default);
        Assert.Equal((People, 0, 0), (status.Findings!.People, status.Findings.LeftOut, status.Findings.Joined));
        Assert.Equal(ExpectedError.Thresholds, status.Findings.Errors.Select(e => e.Threshold));
        Assert.All(status.Findings.Errors, e => Assert.InRange(e.Wrong, 0, e.Pairs));
    }

    [DatabaseFact]
    public async Task Accept_ThenUndo_JoinsThePeopleAndTakesThemApartAgain()
    {
        await SearchAsync();
        var pair = (await OpenAsync())[0];
        Assert.NotEqual(ShownBy(pair.Low), ShownBy(pair.High));

        Assert.Equal(DuplicateOutcome.Done, await AcceptAsync(pair));

        Assert.Equal(ShownBy(pair.Low), ShownBy(pair.High));
        Assert.Equal((DuplicateState.Accepted, "Linh", false), await StateAsync(pair));
        Assert.Equal(DuplicateOutcome.Decided, await AcceptAsync(pair));

        Assert.Equal(DuplicateOutcome.Done, await UndoAsync(pair));

        Assert.NotEqual(ShownBy(pair.Low), ShownBy(pair.High));
        Assert.Equal((DuplicateState.Undone, "Tam", false), await StateAsync(pair));
        await SearchAsync();
        Assert.DoesNotContain(await OpenAsync(), p => p.Id == pair.Id || (p.Low, p.High) == (pair.Low, pair.High));
    }

    [DatabaseFact]
    public async Task Accept_OfSeveral_JoinsAllAndLeavesNoSuggestionAboutThem()
    {
        await SearchAsync();
        var pairs = (await OpenAsync()).Where(AreOneInTruth).Take(10).ToList();

        var outcomes = await Host.Get<AcceptDuplicatesHandler>().HandleAsync(new AcceptDuplicates([.. pairs.Select(p => p.Id), 999_999], "Linh"), default);

        Assert.Equal(DuplicateOutcome.NotFound, outcomes[999_999]);
        Assert.All(pairs, p => Assert.Equal(DuplicateOutcome.Done, outcomes[p.Id]));
        Assert.All(pairs, p => Assert.Equal(ShownBy(p.Low), ShownBy(p.High)));
        Assert.DoesNotContain(await OpenAsync(), p => ShownBy(p.Low) == ShownBy(p.High));
        Assert.Equal(10, (await List.CountsAsync(default))[DuplicateView.Accepted]);
    }

    [DatabaseFact]
    public async Task Accept_OfPeopleWhomSomebodyKeepsApart_LeavesThemTwoAndThePairOpen()
    {
        await SearchAsync();
        var pair = (await OpenAsync())[0];
        await CommandAsync(new FactCommand.Part([], [new IdentifierPair(pair.Low, pair.High)]));

        Assert.Equal(DuplicateOutcome.KeptApart, await AcceptAsync(pair));

        Assert.NotEqual(ShownBy(pair.Low), ShownBy(pair.High));
        Assert.Equal((DuplicateState.Open, null, false), await StateAsync(pair));
        await SearchAsync();
        Assert.DoesNotContain(await OpenAsync(), p => p.Id == pair.Id);
    }

    [DatabaseFact]
    public async Task Reject_IsNotSuggestedAgainUntilItIsTakenBack()
    {
        await SearchAsync();
        var pair = (await OpenAsync())[0];
        Assert.Equal(DuplicateOutcome.Done, await Host.Get<RejectDuplicateHandler>().HandleAsync(new RejectDuplicate(pair.Id, "Linh"), default));
        Assert.Equal(DuplicateOutcome.Decided, await Host.Get<RejectDuplicateHandler>().HandleAsync(new RejectDuplicate(pair.Id, "Linh"), default));

        await SearchAsync();

        Assert.DoesNotContain(await OpenAsync(), p => p.Id == pair.Id);
        Assert.Equal(pair.Id, Assert.Single(await List.PageAsync(DuplicateView.Rejected, null, 10, default)).Id);
        Assert.Equal(DuplicateOutcome.Done, await UndoAsync(pair));
        Assert.Contains(await OpenAsync(), p => p.Id == pair.Id);
        await SearchAsync();
        Assert.Contains(await OpenAsync(), p => p.Id == pair.Id);
    }

    [DatabaseFact]
    public async Task Search_Again_KeepsTheNumbersOfWhatItFindsAgainAndDropsWhatIsNoMore()
    {
        await SearchAsync();
        var before = await OpenAsync();
        await Host.SaveAsync(new DuplicatePair
        {
            Low = new ProfileId(900_001), High = new ProfileId(900_002), Weight = 1, Probability = 0.6, Evidence = new PairEvidence(-1, [], null, 0).ToJson(),
            State = DuplicateState.Open, Search = 1, FoundAt = Host.Clock.Now,
        });

        await SearchAsync();

        Assert.Equal(before.Select(p => p.Id).Order(), (await OpenAsync()).Select(p => p.Id).Order());
    }

    [DatabaseFact]
    public async Task Search_ThatWasKilled_BeginsAgainAndLeavesEachPairOnce()
    {
        await StartAsync();
        await Host.WorkOnSearchAsync(writes: 5);
        Assert.Null((await List.SearchAsync(default)).Findings);

        await Host.WorkOnSearchAsync();

        var pairs = await OpenAsync();
        Assert.Equal(pairs.Select(p => (p.Low, p.High)).Distinct(), pairs.Select(p => (p.Low, p.High)));
        Assert.Equal(pairs.Count, (await List.SearchAsync(default)).Findings!.Pairs);
    }

    [DatabaseFact]
    public async Task Start_WhileOneIsAtWork_StartsNoSecond()
    {
        var first = await StartAsync();

        Assert.Equal(first with { AtWork = true }, await StartAsync());
    }

    [DatabaseFact]
    public async Task Automatic_WhereItIsOn_JoinsWhatIsProbableEnoughAndEachCanBeUndone()
    {
        await Host.Get<ChangeDuplicateSettingsHandler>().HandleAsync(new ChangeDuplicateSettings(Nightly: false, Automatic: true, 0.99), default);

        await SearchAsync();

        var joined = await List.PageAsync(DuplicateView.Accepted, null, 1_000, default);
        Assert.Equal((await List.SearchAsync(default)).Findings!.Joined, joined.Count);
        Assert.True(joined.Count > 10, $"{joined.Count} pairs");
        Assert.All(joined, p => Assert.True(p is { Automatic: true, By: null, Probability: >= 0.99 }));
        Assert.All(joined, p => Assert.Equal(ShownBy(p.Low), ShownBy(p.High)));
        Assert.Equal(DuplicateOutcome.Done, await UndoAsync(joined[0]));
        await SearchAsync();
        Assert.NotEqual(ShownBy(joined[0].Low), ShownBy(joined[0].High));
    }

    [DatabaseFact]
    public async Task Search_OfMoreThanMayBeCompared_SaysHowManyWereLeftOut()
    {
        Host.Get<IOptions<DuplicatesOptions>>().Value.MostPeople = 120;

        await SearchAsync();

        var findings = (await List.SearchAsync(default)).Findings!;
        Assert.Equal((120, People - 120), (findings.People, findings.LeftOut));
    }

    [DatabaseFact]
    public async Task Scheduled_WhereNightsAreSwitchedOff_DoesNothing()
    {
        await Host.Get<JobQueue>().EnqueueScheduledAsync(FindDuplicates.Kind, Host.Clock.Now, default);

        Assert.True(await Host.WorkOnSearchAsync());

        Assert.Null((await List.SearchAsync(default)).Findings);
        Assert.Empty(await OpenAsync());
    }

    [DatabaseFact]
    public async Task Erased_TakeTheirPairsWithThem()
    {
        await SearchAsync();
        var pair = (await OpenAsync())[0];
        var part = Host.Get<IEnumerable<IPersonalData>>().Single(p => p.Part == PersonalPart.PossibleDuplicates);
        var person = new AskedPerson(pair.High, Directory.Numbers(pair.High), [], Directory.Position);
        var told = await part.ReadAsync(person, default).FirstAsync();
        Assert.Equal(("open", pair.Id), (told["state"]!.GetValue<string>(), told["number"]!.GetValue<long>()));

        Assert.NotEqual(0, await part.EraseAsync(person, default));

        Assert.Empty(await part.ReadAsync(person, default).ToListAsync());
        Assert.Null(await List.FindAsync(pair.Id, default));
    }

    [DatabaseFact]
    public async Task List_PageByPage_HasEachOnceTheMostProbableFirst()
    {
        await SearchAsync();
        var found = new List<DuplicateRow>();
        PairPlace? after = null;
        while (await List.PageAsync(DuplicateView.Open, after, 7, default) is { Count: > 0 } page)
        {
            found.AddRange(page);
            after = page[^1].Place;
        }

        Assert.Equal(found.OrderByDescending(p => p.Weight).Select(p => p.Id), found.Select(p => p.Id));
        Assert.Equal((await List.CountsAsync(default))[DuplicateView.Open], found.Count);
        Assert.Equal(found[1].Id, await List.NextAsync(found[0], default));
        Assert.Equal(found[0].Id, await List.NextAsync(found[^1], default));
    }

    private static Message Identify(LinkageRecord record) => new(
        $"m{record.Id}",
        [
            new Identifier(IdentifierNamespace.UserId, $"customer-{record.Id}"),
            // What is an attribute and an identifier too is compared once.
            .. record.Values[s_file.Headers.ToList().IndexOf("email")] is { } mail ? [new Identifier(IdentifierNamespace.Email, mail)] : Array.Empty<Identifier>(),
        ],
        1_760_000_000_000, null,
        JsonSerializer.Serialize(s_file.Headers.Zip(record.Values).Where(x => x.Second is not null).ToDictionary(x => x.First, x => x.Second)), null, null, null);

    private Task<DuplicateSearchStarted> StartAsync() => Host.Get<StartDuplicateSearchHandler>().HandleAsync(new StartDuplicateSearch("Linh"), default);

    private async Task SearchAsync()
    {
        await StartAsync();
        Assert.True(await Host.WorkOnSearchAsync());
    }

    private Task<IReadOnlyList<DuplicateRow>> OpenAsync() => List.PageAsync(DuplicateView.Open, null, 10_000, default);

    private async Task<DuplicateOutcome> AcceptAsync(DuplicateRow pair) =>
        (await Host.Get<AcceptDuplicatesHandler>().HandleAsync(new AcceptDuplicates([pair.Id], "Linh"), default))[pair.Id];

    private Task<DuplicateOutcome> UndoAsync(DuplicateRow pair) => Host.Get<UndoDuplicateHandler>().HandleAsync(new UndoDuplicate(pair.Id, "Tam"), default);

    private async Task<(DuplicateState State, string? By, bool Automatic)> StateAsync(DuplicateRow pair)
    {
        var found = await List.FindAsync(pair.Id, default);
        return (found!.State, found.By, found.Automatic);
    }

    private ProfileId ShownBy(ProfileId number) => Directory.Numbers(number)[0];

    private bool AreOneInTruth(DuplicateRow pair) => PersonOf(pair.Low) == PersonOf(pair.High);

    private string PersonOf(ProfileId number) => s_file.Truth[Directory.Read(number)!.Identifiers[0].Value["customer-".Length..]];

    private async Task CommandAsync(FactCommand command)
    {
        var row = command.ToRow(Host.Clock.Now);
        await Host.SaveAsync(row);
        Host.Get<InboxDepth>().Added(row.Messages);
        await Host.SettleAsync();
    }
}

public sealed class SqliteDuplicatesTests : DuplicatesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlDuplicatesTests : DuplicatesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerDuplicatesTests : DuplicatesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
