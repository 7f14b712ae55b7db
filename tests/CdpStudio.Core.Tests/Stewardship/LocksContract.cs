using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Privacy;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>Values that people lock by hand, through the log and the engine; the same on every database.</summary>
public abstract class LocksContract : IAsyncLifetime
{
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_annsMail = new(IdentifierNamespace.Email, "ann@mail.example");
    private static readonly Identifier s_bob = new(IdentifierNamespace.UserId, "bob");

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
    public async Task Lock_WinsWhateverComesLater_UntilItIsLetGo()
    {
        await Host.SendAsync(Said("free", s_ann, s_annsMail));
        Assert.IsType<LockAttributeResult.Locked>(await LockAsync(s_ann, "\"gold\""));
        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await Host.SendAsync(Said("pro", s_annsMail));

        Assert.Equal(("\"gold\"", true, SourceId.ByHand), PlanOf(s_ann));
        var past = (await Host.Get<PastProfile>().ReadAsync(Profile(s_ann), Host.Clock.Now, knownAt: null, events: 0, default))!.Attributes.Single();
        Assert.Equal("Linh", LockBook.Who(await Host.Get<LockBook>().OfAsync(Directory.Numbers(Profile(s_ann)), default), "PLAN", past.ValidFrom));
        Assert.Equal(["\"pro\"", "\"free\""], past.Others.Select(o => o.Value));

        Assert.IsType<UnlockAttributeResult.Unlocked>(await UnlockAsync(s_ann));
        Assert.Equal(("\"pro\"", false, new SourceId(1)), PlanOf(s_ann));
        Assert.IsType<UnlockAttributeResult.NotLocked>(await UnlockAsync(s_ann));

        // A clock that another node is behind by lets go all the same.
        Assert.IsType<LockAttributeResult.Locked>(await LockAsync(s_ann, "\"gold\""));
        Host.Clock.Now += TimeSpan.FromMinutes(-5);
        Assert.IsType<UnlockAttributeResult.Unlocked>(await UnlockAsync(s_ann));
        Host.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.Equal("\"pro\"", PlanOf(s_ann).Value);
    }

    [DatabaseFact]
    public async Task Lock_AfterAMergeAndTakenApartAgain_IsOfTheNewest_AndStaysLetGo()
    {
        await Host.SendAsync(Said("free", s_ann), Said("free", s_bob));
        await LockAsync(s_ann, "\"gold\"");
        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await LockAsync(s_bob, "\"silver\"");
        Host.Clock.Now += TimeSpan.FromMinutes(1);

        var joined = Assert.IsType<JoinPeopleResult.Joined>(await Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(s_ann, s_bob, "Linh"), default));
        Assert.Equal("\"silver\"", PlanOf(s_ann).Value);
        Assert.Single(Directory.Read(Profile(s_ann))!.Attributes);

        await UnlockAsync(s_ann);
        Assert.Equal("\"free\"", PlanOf(s_ann).Value);
        Assert.IsType<UndoDecisionResult.Undone>(await Host.Get<UndoDecisionHandler>().HandleAsync(new UndoDecision(joined.Decision, "Linh"), default));
        Assert.Equal(("\"free\"", "\"free\""), (PlanOf(s_ann).Value, PlanOf(s_bob).Value));
    }

    [DatabaseFact]
    public async Task Lock_OfOneWhoBecomesOneWithSomebodyUnlockedLater_Stays()
    {
        await Host.SendAsync(Said("free", s_ann), Said("free", s_bob));
        await LockAsync(s_bob, "\"silver\"");
        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await LockAsync(s_ann, "\"gold\"");
        await UnlockAsync(s_ann);

        Assert.IsType<JoinPeopleResult.Joined>(await Host.Get<JoinPeopleHandler>().HandleAsync(new JoinPeople(s_ann, s_bob, "Linh"), default));

        Assert.Equal(("\"silver\"", true, SourceId.ByHand), PlanOf(s_ann));
        Assert.IsType<UnlockAttributeResult.Unlocked>(await UnlockAsync(s_ann));
        Assert.Equal("\"free\"", PlanOf(s_ann).Value);
    }

    [DatabaseFact]
    public async Task Lock_WhatCantBe_IsRefused()
    {
        await Host.SendAsync(Said("free", s_ann));
        await Host.Get<DeclareAttributeHandler>().HandleAsync(
            new DeclareAttribute("age", DataType.Number, null, Pii: false) { Expects = new Expectation(Required: false, ["20", "30"], ViolationAction.Mark) }, default);

        Assert.IsType<LockAttributeResult.NobodyFound>(await Host.Get<LockAttributeHandler>().HandleAsync(new LockAttribute(new ProfileId(99), "plan", "1", "Linh"), default));
        Assert.IsType<LockAttributeResult.BadName>(await LockAsync(s_ann, "1", " "));
        Assert.IsType<LockAttributeResult.NoValue>(await LockAsync(s_ann, "\" \""));
        Assert.IsType<LockAttributeResult.NoValue>(await LockAsync(s_ann, "null"));
        Assert.IsType<LockAttributeResult.TooLong>(await LockAsync(s_ann, $"\"{new string('x', LockAttributeHandler.MaxLength)}\""));
        Assert.Equal(new LockAttributeResult.NotOfType(DataType.Number), await LockAsync(s_ann, "\"many\"", "age"));
        Assert.Equal(new LockAttributeResult.NotOfType(DataType.Text), await LockAsync(s_ann, "{\"a\":1}"));
        Assert.Equal(["20", "30"], Assert.IsType<LockAttributeResult.NotAllowed>(await LockAsync(s_ann, "25", "age")).Allowed);
        Assert.IsType<LockAttributeResult.Locked>(await LockAsync(s_ann, "\"30\"", "age"));
        Assert.IsType<UnlockAttributeResult.NobodyFound>(await Host.Get<UnlockAttributeHandler>().HandleAsync(new UnlockAttribute(new ProfileId(99), "plan", "Linh"), default));
        Assert.Equal(("\"free\"", false, new SourceId(1)), PlanOf(s_ann));
    }

    [DatabaseFact]
    public async Task Lock_IsExported_AndGoesWithAnErasure()
    {
        await Host.SendAsync(Said("free", s_ann), Said("free", s_bob));
        await LockAsync(s_ann, "\"gold\"");
        await LockAsync(s_bob, "\"gold\"");
        var request = await Host.AskAsync("user_id:ann");
        await Host.WorkAsync();

        using (var json = await Host.JsonAsync(request))
        {
            var parts = json.RootElement.GetProperty("parts");
            var locked = Assert.Single(parts.GetProperty("attributeLocks").EnumerateArray());
            Assert.Equal(("plan", "locked", "Linh"), (locked.GetProperty("name").GetString(), locked.GetProperty("state").GetString(), locked.GetProperty("by").GetString()));
            Assert.Contains(parts.GetProperty("attributeHistory").EnumerateArray(), a => a.GetProperty("source").GetInt32() == 0 && a.GetProperty("value").GetString() == "gold");
        }

        await Host.EraseAsync("user_id:ann");
        await Host.WorkOnErasureAsync();

        await using var db = Host.Db();
        Assert.Equal(Directory.NumberOf(s_bob), Assert.Single(db.AttributeLocks).Profile);
        Assert.Equal("\"gold\"", PlanOf(s_bob).Value);
    }

    private Task<LockAttributeResult> LockAsync(Identifier of, string value, string name = "plan") =>
        Host.Get<LockAttributeHandler>().HandleAsync(new LockAttribute(Profile(of), name, value, "Linh"), default);

    private Task<UnlockAttributeResult> UnlockAsync(Identifier of) =>
        Host.Get<UnlockAttributeHandler>().HandleAsync(new UnlockAttribute(Profile(of), "Plan", "Minh"), default);

    private (string? Value, bool IsLocked, SourceId Source) PlanOf(Identifier of)
    {
        var plan = Directory.Read(Profile(of))!.Attributes.Single(a => a.Name == "plan");
        return (plan.Value, plan.Win!.IsLocked, plan.Source);
    }

    private ProfileId Profile(Identifier identifier) => Directory.Find(identifier)!.Value;

    private Message Said(string plan, params Identifier[] identifiers) =>
        new($"m{++_messages}", identifiers, Host.Clock.Now.ToUnixTimeMilliseconds(), null, $$"""{"plan":"{{plan}}"}""", null, null, null);
}

public sealed class SqliteLocksTests : LocksContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlLocksTests : LocksContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}
