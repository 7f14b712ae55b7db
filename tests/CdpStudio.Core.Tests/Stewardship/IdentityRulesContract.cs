using CdpStudio.Core.Audience;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Core.Stewardship.Ruling;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Privacy;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>Rules of identity, previewed, set and put back, and merges that wait for a steward; the same on every database.</summary>
public abstract class IdentityRulesContract : IAsyncLifetime
{
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_bob = new(IdentifierNamespace.UserId, "bob");
    private static readonly Identifier s_tablet = new(IdentifierNamespace.DeviceId, "tablet");
    private static readonly Identifier s_oneMail = new(IdentifierNamespace.Email, "one@mail.example");
    private static readonly Identifier s_otherMail = new(IdentifierNamespace.Email, "other@mail.example");
    private static readonly Identifier s_house = new(IdentifierNamespace.Phone, "+4930111222");

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
    public async Task Set_SharedPhone_SplitsAsPreviewedAndIsPutBack()
    {
        await Host.SendAsync(Seen(s_oneMail, s_house), Seen(s_otherMail, s_house));
        Assert.Equal(Profile(s_oneMail), Profile(s_otherMail));

        var preview = await PreviewAsync(new NamespaceRule { Namespace = IdentifierNamespace.Phone, IsShared = true });
        Assert.Equal((1, 3, 0, 1), (preview.Effect!.Before, preview.Effect.After, preview.Effect.Merging, preview.Effect.Splitting));
        Assert.Equal(Profile(s_oneMail), Profile(s_otherMail));

        await SetAsync(preview.Id);
        Assert.Equal(3, new[] { s_oneMail, s_otherMail, s_house }.Select(Profile).Distinct().Count());
        Assert.Equal([1, 0], (await Host.Get<IdentityRuleList>().VersionsAsync(default)).Select(v => v.Version));

        // What comes from now on goes by them too.
        await Host.SendAsync(Seen(new Identifier(IdentifierNamespace.Email, "third@mail.example"), s_house));
        Assert.Equal(4, Directory.Count);

        var back = await PreviewAsync();
        Assert.Equal((4, 0), (back.Effect!.Merging, back.Effect.Splitting));
        await SetAsync(back.Id);
        Assert.Equal(1, Directory.Count);
    }

    [DatabaseFact]
    public async Task Set_BlockedValue_JoinsNobodyBeforeAndAfter()
    {
        var test = new Identifier(IdentifierNamespace.Email, "test7@example.com");
        await Host.SendAsync(Seen(new Identifier(IdentifierNamespace.AnonymousId, "a1"), test), Seen(new Identifier(IdentifierNamespace.AnonymousId, "a2"), test));
        Assert.Equal(1, Directory.Count);

        await SetAsync((await PreviewAsync(new NamespaceRule { Namespace = IdentifierNamespace.Email, Blocked = ["test*@example.com"] })).Id);
        await Host.SendAsync(Seen(new Identifier(IdentifierNamespace.AnonymousId, "a3"), test));

        // The address stays where it was filed, and is nobody's.
        Assert.Equal(4, Directory.Count);
    }

    [DatabaseFact]
    public async Task Set_CountryOfPhoneNumbers_MakesOneOfAllWaysOfWritingThem()
    {
        var (home, abroad, other) = (Phone("0901 234 567"), Phone("+84 901 234 567"), Phone("0084901234567"));
        await Host.SendAsync(Seen(s_ann, home), Seen(s_oneMail, abroad), Seen(s_otherMail, s_house));
        Assert.NotEqual(Profile(home), Profile(abroad));

        var preview = await PreviewAsync(new NamespaceRule { Namespace = IdentifierNamespace.Phone, Country = "VN" });
        Assert.Equal((3, 2, 2, 0), (preview.Effect!.Before, preview.Effect.After, preview.Effect.Merging, preview.Effect.Splitting));
        await SetAsync(preview.Id);
        Assert.Equal([Profile(s_ann), Profile(s_ann)], new[] { Profile(s_oneMail), Profile(other) });
        // Each is still the one that it is written as.
        Assert.NotEqual(Directory.NumberOf(home), Directory.NumberOf(abroad));

        var evidence = (await Host.Get<PersonEvidence>().OfAsync(Profile(s_ann), default))!;
        var chain = evidence.ChainBetween(Directory.NumberOf(s_ann)!.Value, Directory.NumberOf(s_oneMail)!.Value)!;
        Assert.Equal([EvidenceKind.Seen, EvidenceKind.SameValue, EvidenceKind.Seen], chain.Select(l => l.Kind));

        // One spelling is not taken out without the other.
        var apart = Assert.IsType<TakeApartResult.Foreseen>(
            await Host.Get<TakeApartHandler>().ForeseeAsync(new TakeApart(Profile(s_ann), [s_ann], Never: false, "Linh"), default));
        Assert.Equal(2, apart.People.Count);
        Assert.IsType<TakeApartResult.NoTwoSides>(
            await Host.Get<TakeApartHandler>().ForeseeAsync(new TakeApart(Profile(s_ann), [s_ann, s_oneMail, home], Never: true, "Linh"), default));

        await SetAsync((await PreviewAsync()).Id);
        Assert.NotEqual(Profile(home), Profile(abroad));
        Assert.Equal(Profile(abroad), Profile(other));
    }

    [DatabaseFact]
    public async Task Erase_NumberOfACountry_KeepsOutEveryWayOfWritingIt()
    {
        await SetAsync((await PreviewAsync(new NamespaceRule { Namespace = IdentifierNamespace.Phone, Country = "VN" })).Id);
        await Host.SendAsync(Seen(s_ann, Phone("0901234567")));
        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await Host.EraseAsync("user_id:ann");
        await Host.WorkOnErasureAsync();

        Host.Clock.Now -= TimeSpan.FromMinutes(1);
        await Host.SendAsync(Seen(s_oneMail, Phone("+84901234567")));

        Assert.Equal(0, Directory.Count);
    }

    [DatabaseFact]
    public async Task Set_KindOfWhichCaseCounts_TellsWhatComesFromThenOnApart()
    {
        var (lower, upper) = (new Identifier("openid", "oab"), new Identifier("openid", "oAB"));
        await SetAsync((await PreviewAsync(new NamespaceRule { Namespace = "openid", Normaliser = Normaliser.Exact })).Id);
        await Host.SendAsync(Seen(s_oneMail, lower), Seen(s_otherMail, upper));

        Assert.Equal([Profile(s_oneMail), Profile(s_otherMail)], new[] { Profile(lower), Profile(upper) });
        Assert.NotEqual(Profile(lower), Profile(upper));
        Assert.Null(Directory.Find(new Identifier("openid", "Oab")));

        await SetAsync((await PreviewAsync(new NamespaceRule { Namespace = "openid", Normaliser = Normaliser.Text })).Id);
        Assert.Equal(Profile(lower), Profile(upper));
        await Host.SendAsync(Seen(s_ann, new Identifier("openid", "OAB")));
        Assert.Equal(1, Directory.Count);
    }

    [DatabaseFact]
    public async Task Set_PreviewThatIsOlderThanTheRules_IsRefused()
    {
        var (first, second) = (await PreviewAsync(Limit(1)), await PreviewAsync(Limit(2)));
        await SetAsync(first.Id);

        Assert.IsType<SetIdentityRulesResult.Overtaken>(await Host.Get<SetIdentityRulesHandler>().HandleAsync(new SetIdentityRules(second.Id, "Linh"), default));
        Assert.IsType<SetIdentityRulesResult.NotFound>(await Host.Get<SetIdentityRulesHandler>().HandleAsync(new SetIdentityRules(99, "Linh"), default));
        var asked = Assert.IsType<PreviewIdentityRulesResult.Started>(await AskAsync(Limit(3)));
        Assert.IsType<SetIdentityRulesResult.NotReady>(await Host.Get<SetIdentityRulesHandler>().HandleAsync(new SetIdentityRules(asked.Preview, "Linh"), default));
        Assert.Equal(Limit(1), Host.Get<CurrentIdentityRules>().Rules.RuleOf(IdentifierNamespace.Email));
    }

    [DatabaseFact]
    public async Task Held_TwoUserIdsAtOneDevice_WaitAndAreJoinedOrKeptApart()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_bob, s_tablet));
        var held = await LookAsync();
        Assert.Equal((HeldReason.TwoUserIds, Profile(s_ann), Profile(s_bob), 2), (held.Reason, held.Low, held.High, held.People));
        Assert.Equal(Directory.NumberOf(s_tablet), held.Via);

        Assert.Equal(HeldOutcome.Done, await DecideAsync(held.Id, one: true));
        Assert.Equal(Profile(s_ann), Profile(s_bob));
        Assert.Equal(HeldOutcome.Decided, await DecideAsync(held.Id, one: false));
        Assert.Empty(await Host.Get<HeldMergeList>().PageAsync(open: true, 0, 10, default));
        Assert.NotNull(Assert.Single(await Host.Get<HeldMergeList>().PageAsync(open: false, 0, 10, default)).Decision);
    }

    /// <summary>Other rules find others in the same facts: what the look before found and this one does not is gone.</summary>
    [DatabaseFact]
    public async Task Held_AfterRulesWereSet_IsWhatTheseRulesKeepApart()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_bob, s_tablet));
        await LookAsync();
        Host.Clock.Now += TimeSpan.FromMinutes(1);

        await SetAsync((await PreviewAsync(new NamespaceRule { Namespace = IdentifierNamespace.DeviceId, IsShared = true })).Id);
        Assert.True(await Host.WorkOnAsync<FindHeldMerges>(FindHeldMerges.Kind));

        Assert.Empty(await Host.Get<HeldMergeList>().PageAsync(open: true, 0, 10, default));
    }

    [DatabaseFact]
    public async Task Held_KeptApart_HoldsAgainstAnAliasUntilItIsUndone()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_bob, s_tablet));
        Assert.Equal(HeldOutcome.Done, await DecideAsync((await LookAsync()).Id, one: false));

        Assert.IsType<JoinPeopleResult.KeptApart>(await Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(s_ann, s_bob, "Linh"), default));
        await Host.WorkOnAsync<FindHeldMerges>(FindHeldMerges.Kind);
        var decided = Assert.Single(await Host.Get<HeldMergeList>().PageAsync(open: false, 0, 10, default));
        Assert.Equal(StewardDecisionKind.KeptApart, Assert.Single(await Host.Get<DecisionList>().RecentAsync(5, before: null, default)).Kind);

        Assert.IsType<UndoDecisionResult.Undone>(await Host.Get<UndoDecisionHandler>().HandleAsync(new UndoDecision(decided.Decision!.Value, "Minh"), default));
        Assert.Null(Assert.Single(await Host.Get<HeldMergeList>().PageAsync(open: true, 0, 10, default)).By);
        Assert.IsType<JoinPeopleResult.Joined>(await Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(s_ann, s_bob, "Linh"), default));
    }

    [DatabaseFact]
    public async Task Held_BirthDatesOfTwoPeople_AreNotOneUntilSomebodySaysSo()
    {
        await Host.SendAsync(
            Seen(s_oneMail, s_house) with { Traits = """{"birth_date":"1961-03-12"}""" }, Seen(s_otherMail, s_house) with { Traits = """{"dob":"1990-11-02"}""" });
        Assert.NotEqual(Profile(s_oneMail), Profile(s_otherMail));

        var held = await LookAsync();

        Assert.Equal(HeldReason.BirthDates, held.Reason);
        Assert.Equal(HeldOutcome.Done, await DecideAsync(held.Id, one: true));
        Assert.Equal(Profile(s_oneMail), Profile(s_otherMail));
        Assert.Equal(Profile(s_oneMail), Profile(s_house));
    }

    [DatabaseFact]
    public async Task Join_BirthDatesOfTwoPeople_NobodyStaysBehind()
    {
        await Host.SendAsync(
            Seen(s_oneMail, s_ann) with { Traits = """{"birth_date":"1961-03-12"}""" }, Seen(s_otherMail, s_bob) with { Traits = """{"birth_date":"1990-11-02"}""" });

        var joined = Assert.IsType<JoinPeopleResult.Joined>(await Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(s_ann, s_bob, "Linh"), default));

        Assert.All([s_oneMail, s_otherMail, s_ann, s_bob], i => Assert.Equal(joined.Profile, Profile(i)));
        await Host.Get<UndoDecisionHandler>().HandleAsync(new UndoDecision(joined.Decision, "Linh"), default);
        Assert.Equal((Profile(s_oneMail), Profile(s_otherMail)), (Profile(s_ann), Profile(s_bob)));
        Assert.NotEqual(Profile(s_ann), Profile(s_bob));
    }

    [DatabaseFact]
    public async Task Held_WhoIsErased_GoesFromTheList()
    {
        await Host.SendAsync(Seen(s_ann, s_tablet), Seen(s_bob, s_tablet));
        await LookAsync();

        await Host.EraseAsync("user_id:bob");
        await Host.WorkOnErasureAsync();

        Assert.Empty(await Host.Get<HeldMergeList>().PageAsync(open: true, 0, 10, default));
    }

    private static Identifier Phone(string value) => new(IdentifierNamespace.Phone, value);

    private static NamespaceRule Limit(int most) => new() { Namespace = IdentifierNamespace.Email, Limit = most };

    private Task<PreviewIdentityRulesResult> AskAsync(params NamespaceRule[] rules) =>
        Host.Get<PreviewIdentityRulesHandler>().HandleAsync(new PreviewIdentityRules(rules, "Linh"), default);

    private async Task<IdentityPreviewRow> PreviewAsync(params NamespaceRule[] rules)
    {
        var started = Assert.IsType<PreviewIdentityRulesResult.Started>(await AskAsync(rules));
        Assert.True(await Host.WorkOnAsync<FindRuleEffect>(FindRuleEffect.Kind));
        return (await Host.Get<IdentityRuleList>().PreviewAsync(started.Preview, default))!;
    }

    private async Task SetAsync(long preview)
    {
        Assert.IsType<SetIdentityRulesResult.Set>(await Host.Get<SetIdentityRulesHandler>().HandleAsync(new SetIdentityRules(preview, "Linh"), default));
        Assert.True(await Host.WorkOnAsync<ServeIdentityRules>(ServeIdentityRules.Kind));
    }

    private async Task<HeldMergeRow> LookAsync()
    {
        await Host.Get<LookForHeldMergesHandler>().HandleAsync(new LookForHeldMerges("Linh"), default);
        Assert.True(await Host.WorkOnAsync<FindHeldMerges>(FindHeldMerges.Kind));
        return Assert.Single(await Host.Get<HeldMergeList>().PageAsync(open: true, 0, 10, default));
    }

    private Task<HeldOutcome> DecideAsync(long held, bool one) => Host.Get<DecideHeldMergeHandler>().HandleAsync(new DecideHeldMerge(held, one, "Linh"), default);

    private ProfileId Profile(Identifier identifier) => Directory.Find(identifier)!.Value;

    private Message Seen(Identifier one, Identifier other) =>
        new($"m{++_messages}", [one, other], Host.Clock.Now.ToUnixTimeMilliseconds(), null, null, null, null, null);
}

public sealed class SqliteIdentityRulesTests : IdentityRulesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlIdentityRulesTests : IdentityRulesContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}
