using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Privacy;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>Evidence, joining, taking apart and taking that back, through the log and the engine; the same on every database.</summary>
public abstract class StewardshipContract : IAsyncLifetime
{
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_annsMail = new(IdentifierNamespace.Email, "ann@mail.example");
    private static readonly Identifier s_tablet = new(IdentifierNamespace.DeviceId, "tablet");
    private static readonly Identifier s_bob = new(IdentifierNamespace.UserId, "bob");
    private static readonly Identifier s_bobsMail = new(IdentifierNamespace.Email, "bob@mail.example");

    private OwnDatabase? _database;
    private PrivacyHost? _host;
    private int _messages;

    private PrivacyHost Host => _host!;

    private IProfileDirectory Directory => Host.Get<IProfileDirectory>();

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
    public async Task Evidence_OfAPerson_SaysWhereEachCameFromAndWhatHoldsThem()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_tablet, s_annsMail), Seen(s_bob, s_tablet));

        var evidence = (await Host.Get<PersonEvidence>().OfAsync(Profile(s_ann), default))!;

        Assert.Equal([s_ann, s_annsMail, s_tablet], evidence.Identifiers.Select(i => i.Identifier).OrderBy(i => i.Value, StringComparer.Ordinal));
        Assert.All(evidence.Identifiers, i => Assert.Equal((1, Host.Clock.Now.ToUnixTimeMilliseconds()), (i.Source.Value, i.FirstSeen)));
        Assert.Equal(["m1", "m2"], evidence.ChainBetween(Number(s_ann), Number(s_annsMail))!.Select(l => l.MessageId));
        Assert.Equal(s_bob, Assert.Single(evidence.LeftOut).A.Identifier);
        Assert.Null(evidence.ChainBetween(Number(s_ann), Number(s_bob)));
        Assert.Null(await Host.Get<PersonEvidence>().OfAsync(new ProfileId(999), default));
    }

    /// <summary>What Ann lets go of is Bob's, who was seen with it too: the preview says so before, and so it is.</summary>
    [DatabaseFact]
    public async Task TakeApart_ComesOutAsForeseen_AndIsUndone()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_ann, s_annsMail), Seen(s_bob, s_tablet));
        Assert.Equal(Profile(s_ann), Profile(s_tablet));
        var command = new TakeApart(Profile(s_ann), [s_tablet], Never: false, "Linh");

        var foreseen = Assert.IsType<TakeApartResult.Foreseen>(await Host.Get<TakeApartHandler>().ForeseeAsync(command, default));
        var taken = Assert.IsType<TakeApartResult.TakenApart>(await Host.Get<TakeApartHandler>().HandleAsync(command, default));

        Assert.Equal(foreseen.People.Select(p => p.Number), taken.Profiles);
        Assert.True(foreseen.IsCertain);
        Assert.Equal([s_tablet], Assert.Single(foreseen.People, p => p.JoinsOthers).Identifiers);
        Assert.Equal(Profile(s_bob), Profile(s_tablet));
        Assert.NotEqual(Profile(s_ann), Profile(s_tablet));

        Assert.IsType<UndoDecisionResult.Undone>(await UndoAsync(taken.Decision));
        Assert.Equal(Profile(s_ann), Profile(s_tablet));
        Assert.NotEqual(Profile(s_ann), Profile(s_bob));
        Assert.IsType<UndoDecisionResult.UndoneBefore>(await UndoAsync(taken.Decision));
        Assert.IsType<UndoDecisionResult.NotFound>(await UndoAsync(999));
        var row = Assert.Single(await Host.Get<DecisionList>().RecentAsync(10, null, default));
        Assert.Equal((StewardDecisionKind.TookApart, "Linh", "Minh"), (row.Kind, row.By, row.UndoneBy));
        Assert.Equal([s_tablet], row.A);
    }

    [DatabaseFact]
    public async Task TakeApart_ForEver_HoldsUntilExactlyThatIsUndone()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_ann, s_annsMail), Seen(s_bob, s_bobsMail));
        var other = await TakenApartAsync(s_bob, [s_bobsMail], never: true);
        var taken = await TakenApartAsync(s_ann, [s_tablet], never: true);

        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_tablet, s_annsMail));
        Assert.NotEqual(Profile(s_ann), Profile(s_tablet));
        Assert.IsType<JoinPeopleResult.KeptApart>(await JoinAsync(s_annsMail, s_tablet));

        var undone = Assert.IsType<UndoDecisionResult.Undone>(await UndoAsync(taken.Decision));
        Assert.Equal([Profile(s_ann)], undone.Profiles);
        Assert.Equal(Profile(s_ann), Profile(s_tablet));
        Assert.NotEqual(Profile(s_bob), Profile(s_bobsMail));
        await using var db = Host.Db();
        var cancelled = CancelledFacts.Of(await Host.Get<FactLog>().CancellationsAsync(default));
        var fences = await db.FenceFacts.AsNoTracking().ToListAsync();
        Assert.Equal((3, 1), (fences.Count, fences.Count(f => !cancelled.Contains(f.Number))));
        Assert.Equal(2, cancelled.Count);
        Assert.IsType<UndoDecisionResult.Undone>(await UndoAsync(other.Decision));
        Assert.Equal(Profile(s_bob), Profile(s_bobsMail));
    }

    [DatabaseFact]
    public async Task Join_TwoUsers_IsOneByTheirUserIds_AndIsUndone()
    {
        await Host.SendAsync(Seen(s_ann, s_annsMail), Seen(s_bob, s_bobsMail));
        var (ann, bob) = (Profile(s_ann), Profile(s_bob));

        var joined = Assert.IsType<JoinPeopleResult.Joined>(await JoinAsync(s_annsMail, s_bobsMail));
        Assert.Equal((ann, ann, ann), (joined.Profile, Profile(s_ann), Profile(s_bobsMail)));
        var chain = (await Host.Get<PersonEvidence>().OfAsync(ann, default))!.ChainBetween(Number(s_annsMail), Number(s_bobsMail))!;
        Assert.Equal([EvidenceKind.Seen, EvidenceKind.Steward, EvidenceKind.Seen], chain.Select(l => l.Kind));
        Assert.Equal(new JoinPeopleResult.AlreadyOne(ann), await JoinAsync(s_ann, s_bob));

        Assert.Equal([ann, bob], Assert.IsType<UndoDecisionResult.Undone>(await UndoAsync(joined.Decision)).Profiles);
        Assert.Equal((ann, bob, bob), (Profile(s_annsMail), Profile(s_bob), Profile(s_bobsMail)));
    }

    [DatabaseFact]
    public async Task Commands_ThatMakeNoSense_AreRefusedAndLeaveNothing()
    {
        await Host.SendAsync(Seen(s_ann, s_annsMail), Seen(s_bob, s_bobsMail));
        var ann = Profile(s_ann);
        var takeApart = Host.Get<TakeApartHandler>();

        Assert.IsType<TakeApartResult.NobodyFound>(await takeApart.HandleAsync(new TakeApart(new ProfileId(999), [s_ann], Never: false, "Linh"), default));
        Assert.Equal(new TakeApartResult.NotTheirs(s_bob), await takeApart.HandleAsync(new TakeApart(ann, [s_ann, s_bob], Never: false, "Linh"), default));
        Assert.IsType<TakeApartResult.NoTwoSides>(await takeApart.HandleAsync(new TakeApart(ann, [], Never: false, "Linh"), default));
        Assert.IsType<TakeApartResult.NoTwoSides>(await takeApart.ForeseeAsync(new TakeApart(ann, [s_ann, s_annsMail], Never: false, "Linh"), default));
        Assert.Equal(new JoinPeopleResult.NobodyFound(s_tablet), await JoinAsync(s_ann, s_tablet));

        Assert.Empty(await Host.Get<DecisionList>().RecentAsync(10, null, default));
        Assert.Equal(ann, Profile(s_annsMail));
    }

    [DatabaseFact]
    public async Task TakeApart_ForEverOfTooMany_IsRefused()
    {
        var many = Enumerable.Range(0, 102).Select(i => new Identifier(IdentifierNamespace.AnonymousId, $"browser-{i}")).ToList();
        await Host.SendAsync([.. many.Skip(1).Select(i => Seen(many[0], i))]);

        var result = await Host.Get<TakeApartHandler>().ForeseeAsync(new TakeApart(Profile(many[0]), many[..51], Never: true, "Linh"), default);

        Assert.Equal(new TakeApartResult.TooManyPairs(51 * 51), result);
        Assert.IsType<TakeApartResult.Foreseen>(await Host.Get<TakeApartHandler>().ForeseeAsync(new TakeApart(Profile(many[0]), many[..50], Never: false, "Linh"), default));
    }

    [DatabaseFact]
    public async Task Decision_AboutSomebodyErased_NamesThemNoMoreAndCannotBeUndone()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_bob, s_bobsMail));
        var taken = await TakenApartAsync(s_ann, [s_tablet], never: false);

        await Host.EraseAsync("user_id:ann");
        await Host.WorkOnErasureAsync();

        var row = Assert.Single(await Host.Get<DecisionList>().RecentAsync(10, null, default));
        Assert.Equal((0, taken.Decision), (row.B.Count, row.Id));
        Assert.Equal([s_tablet], row.A);
        Assert.IsType<UndoDecisionResult.SomebodyGone>(await UndoAsync(taken.Decision));
    }

    [DatabaseFact]
    public async Task TakeApart_GivenUpBeforeItIsWritten_ChangesNothing()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_ann, s_annsMail));
        using var leaving = new CancellationTokenSource();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Host.Get<TakeApartHandler>().HandleAsync(new TakeApart(Profile(s_ann), [s_tablet], Never: true, "Linh"), leaving.Token));

        Assert.Empty(await Host.Get<DecisionList>().RecentAsync(10, null, default));
        Assert.Equal(Profile(s_ann), Profile(s_tablet));
    }

    [DatabaseFact]
    public async Task List_PageByPage_HasEachOnce()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_ann, s_annsMail));
        var first = await TakenApartAsync(s_ann, [s_tablet], never: false);
        var second = await TakenApartAsync(s_ann, [s_annsMail], never: false);
        var list = Host.Get<DecisionList>();

        Assert.Equal(second.Decision, Assert.Single(await list.RecentAsync(1, null, default)).Id);
        Assert.Equal(first.Decision, Assert.Single(await list.RecentAsync(10, second.Decision, default)).Id);
    }

    /// <summary>What version one wrote is read for ever.</summary>
    [Fact]
    public void Identifiers_AsVersionOneWroteThem_AreRead()
    {
        var decided = DecidedIdentifiers.Read("""{"a":[{"number":1,"namespace":"user_id","value":"ann"}],"b":[{"number":2,"namespace":"email","value":"a@x.org"}],"cuts":[[1,2]]}""");

        Assert.Equal((new DecidedIdentifier(1, "user_id", "ann"), new DecidedIdentifier(2, "email", "a@x.org")), (Assert.Single(decided.A), Assert.Single(decided.B)));
        Assert.Equal([1, 2], Assert.Single(decided.Cuts));
        Assert.Equal("""{"a":[],"b":[{"number":2,"namespace":"email","value":"a@x.org"}],"cuts":[]}""", decided.Without(i => i.Number == 1).ToJson());
    }

    private async Task<TakeApartResult.TakenApart> TakenApartAsync(Identifier of, IReadOnlyList<Identifier> taken, bool never) =>
        Assert.IsType<TakeApartResult.TakenApart>(await Host.Get<TakeApartHandler>().HandleAsync(new TakeApart(Profile(of), taken, never, "Linh"), default));

    private Task<JoinPeopleResult> JoinAsync(Identifier a, Identifier b) => Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(a, b, "Linh"), default);

    private Task<UndoDecisionResult> UndoAsync(long decision) => Host.Get<UndoDecisionHandler>().HandleAsync(new UndoDecision(decision, "Minh"), default);

    private ProfileId Profile(Identifier identifier) => Directory.Find(identifier)!.Value;

    private ProfileId Number(Identifier identifier) => Directory.NumberOf(identifier)!.Value;

    private Message Seen(Identifier one, Identifier other) =>
        new($"m{++_messages}", [one, other], Host.Clock.Now.ToUnixTimeMilliseconds(), null, null, null, null, null);
}

public sealed class SqliteStewardshipTests : StewardshipContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlStewardshipTests : StewardshipContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}
