using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Privacy;

/// <summary>An erasure from the question to its certificate, and what may be said about the person afterwards; the same on every database.</summary>
public abstract class ErasureContract : IAsyncLifetime
{
    private const string Ann = "user_id:customer-ann";
    private const string AnnsMail = "ann@mail.example";
    private const string AnnsPhone = "anns-phone";

    private OwnDatabase? _database;
    private PrivacyHost? _host;

    private PrivacyHost Host => _host!;

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
    public async Task Erase_Somebody_TakesAllTheirNumbersAndLeavesACertificateThatNamesNobody()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday), Bought("customer-bob", "bob@mail.example", "bobs-phone", Yesterday));
        var numbers = Numbers(Ann);

        var request = await Host.EraseAsync($"email:{AnnsMail.ToUpperInvariant()}");
        Assert.Equal((PrivacyRequestState.Queued, $"email:{AnnsMail.ToUpperInvariant()}"), ((await Host.ErasureAsync(request)).State, (await Host.ErasureAsync(request)).Identifier));
        Assert.True(await Host.WorkOnErasureAsync());

        var erasure = await Host.ErasureAsync(request);
        Assert.Equal((PrivacyRequestState.Completed, null, null), (erasure.State, erasure.Identifier, erasure.Error));
        var certificate = erasure.Certificate!;
        Assert.Equal((true, 3, false), (certificate.Found, certificate.Identifiers, certificate.Suppressed));
        Assert.Equal(PersonalPart.All, certificate.Parts.Select(p => p.Part));
        Assert.All(certificate.Parts, p => Assert.Equal(0, p.Left));
        Assert.Equal(numbers, Assert.Single(await Host.Get<FactLog>().ErasuresAsync(default)).Profiles);
        Assert.Null(Find(Ann));
        Assert.NotNull(Find("user_id:customer-bob"));
        await using var db = Host.Db();
        var row = await db.PrivacyRequests.SingleAsync(r => r.Id == request);
        Assert.Equal((null, null, null), (row.Identifier, row.Profile, row.Person));
        foreach (var secret in (string[])["customer-ann", AnnsMail, AnnsPhone, "Cashmere of customer-ann"])
        {
            Assert.DoesNotContain(secret, JsonSerializer.Serialize(row), StringComparison.OrdinalIgnoreCase);
            Assert.False(await db.EdgeFacts.AnyAsync(e => e.ValueA == secret || e.ValueB == secret));
            Assert.False(await db.EventFacts.AnyAsync(e => e.Identifiers.Contains(secret) || e.Properties.Contains(secret)));
            Assert.False(await db.AssertionFacts.AnyAsync(a => a.Value!.Contains(secret)));
        }
    }

    [DatabaseFact]
    public async Task Erase_WhatIsDatedBefore_NeverComesBack_AndWhatComesLaterIsSomebodyNew()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var before = Numbers(Ann);
        await EraseAsync(Ann);

        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday) with { Key = "again" }, Bought("somebody", AnnsMail, "new-phone", Yesterday));
        Assert.Equal((null, null), (Find(Ann), Find("user_id:somebody")));

        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await Host.SendAsync(Seen("customer-ann", Host.Clock.Now));
        var anew = Host.Get<IProfileDirectory>().Read(Find(Ann)!.Value)!;
        Assert.Equal((1, 0L, 0), (anew.Identifiers.Count, anew.Events, anew.Attributes.Count));
        Assert.DoesNotContain(anew.Id, before);
        await SumsHoldAsync();
    }

    [DatabaseFact]
    public async Task Erase_WithSuppression_RefusesWhatComesLaterToo()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        await EraseAsync(Ann, suppress: true);
        Host.Clock.Now += TimeSpan.FromMinutes(1);

        await Host.SendAsync(Seen("customer-ann", Host.Clock.Now), Bought("somebody", AnnsMail, "new-phone", Host.Clock.Now));

        Assert.Equal((null, null, null), (Find(Ann), Find($"email:{AnnsMail}"), Find("user_id:somebody")));
        await SumsHoldAsync();
    }

    [DatabaseFact]
    public async Task Erase_RowsOfFilesThatHaveNoDate_DoNotBringThePersonBack()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        await EraseAsync(Ann);
        Host.Clock.Now += TimeSpan.FromMinutes(1);

        await Host.SendAsync(Seen("customer-ann", Host.Clock.Now) with { IsUndated = true });

        Assert.Null(Find(Ann));
    }

    /// <summary>A family's tablet: what somebody else did on it is theirs, and says nothing of who had it before.</summary>
    [DatabaseFact]
    public async Task Erase_DeviceThatSomebodyElseUses_IsLeftOutOfTheirOlderMessages()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        await EraseAsync(Ann, suppress: true);

        await Host.SendAsync(Bought("customer-bob", "bob@mail.example", AnnsPhone, Yesterday));

        var bob = Host.Get<IProfileDirectory>().Read(Find("user_id:customer-bob")!.Value)!;
        Assert.Equal(["email", "user_id"], bob.Identifiers.Select(i => i.Namespace).Order(StringComparer.Ordinal));
        Assert.Equal(1, bob.Events);
    }

    [DatabaseFact]
    public async Task Erase_KilledAtAnyWrite_GoesOnAndEnds()
    {
        for (var writes = 0; writes < 40; writes++)
        {
            var user = $"customer-{writes}";
            await Host.SendAsync(Bought(user, $"{user}@mail.example", $"{user}-phone", Yesterday));
            var request = await Host.EraseAsync($"user_id:{user}");

            await Host.WorkOnErasureAsync(writes);
            var killed = (await Host.ErasureAsync(request)).State != PrivacyRequestState.Completed;
            await Host.WorkOnErasureAsync();

            var erasure = await Host.ErasureAsync(request);
            Assert.Equal((PrivacyRequestState.Completed, null, true), (erasure.State, erasure.Error, erasure.Certificate!.Found));
            Assert.Null(Find($"user_id:{user}"));
            if (!killed) return;
        }

        Assert.Fail("An erasure has fewer writes than that.");
    }

    [DatabaseFact]
    public async Task Erase_OfNobody_EndsAndFindsNobody()
    {
        var request = await Host.EraseAsync("email:no@body.example", suppress: true);
        await Host.WorkOnErasureAsync();

        var erasure = await Host.ErasureAsync(request);
        Assert.Equal((PrivacyRequestState.Completed, false, 0, null), (erasure.State, erasure.Certificate!.Found, erasure.Certificate.Identifiers, erasure.Certificate.Fact));
        await Host.SendAsync(Bought("somebody", "no@body.example", "new-phone", Host.Clock.Now));
        Assert.Null(Find("user_id:somebody"));
    }

    [DatabaseFact]
    public async Task Erase_WhenAnIdentifierCameSinceTheLook_ChangesNothing()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var (numbers, upTo) = (Numbers(Ann), Host.Get<IProfileDirectory>().Position);
        await Host.SendAsync(Bought("customer-ann", AnnsMail, "second-phone", Yesterday) with { Key = "second" });

        var erasure = Host.Get<PersonErasure>();
        Assert.False(await erasure.EraseAsync(numbers, [], upTo, suppress: false, default));
        Assert.Equal(4, Numbers(Ann).Count);
        Assert.True(await erasure.EraseAsync(Numbers(Ann), [], Host.Get<IProfileDirectory>().Position, suppress: false, default));
        Assert.Null(Find(Ann));
        Assert.Null(Find("device_id:second-phone"));
    }

    /// <summary>Somebody was taken apart between the look and the turn, and one part was erased: the other is another person.</summary>
    [DatabaseFact]
    public async Task Erase_OfWhomAPartIsErasedAlready_TakesNobodyElse()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var (numbers, erasure) = (Numbers(Ann), Host.Get<PersonErasure>());
        Assert.True(await erasure.EraseAsync([numbers[0]], [], Host.Get<IProfileDirectory>().Position, suppress: false, default));

        Assert.False(await erasure.EraseAsync(numbers, [], Host.Get<IProfileDirectory>().Position, suppress: false, default));
        Assert.Null(await erasure.FindAsync(numbers, default));
        Assert.NotNull(Host.Get<IProfileDirectory>().Read(numbers[1]));
    }

    [DatabaseFact]
    public async Task Erase_OfSomebodyWhoCameSinceNobodyWasFound_TakesThem()
    {
        var request = await Host.EraseAsync(Ann);
        await Host.WorkOnErasureAsync(writes: 1);
        Host.Clock.Now += TimeSpan.FromMinutes(1);
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Host.Clock.Now));
        Assert.NotNull(Find(Ann));

        await Host.WorkOnErasureAsync();

        Assert.True((await Host.ErasureAsync(request)).Certificate!.Found);
        Assert.Null(Find(Ann));
    }

    [DatabaseFact]
    public async Task Erase_DeviceInWhatOthersDid_IsLeftOutOfIt()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday), Bought("customer-bob", "bob@mail.example", AnnsPhone, Yesterday));

        await EraseAsync(Ann);

        await using var db = Host.Db();
        Assert.False(await db.EventFacts.AnyAsync(e => e.Identifiers.Contains(AnnsPhone)));
        var bobs = await db.EventFacts.SingleAsync(e => e.Identifiers.Contains("customer-bob"));
        Assert.Contains("bob@mail.example", bobs.Identifiers, StringComparison.Ordinal);
        Assert.Contains("Cashmere of customer-bob", bobs.Properties, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Erase_WhatCannotBeTakenLater_IsNotKeptInQuarantine()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        await EraseAsync(Ann, suppress: true);

        var tooLong = $$"""{"{{new string('a', TrackingParser.MaxNameLength + 1)}}":1}""";
        await Host.SendAsync(
            Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday) with { Key = "bad", Traits = tooLong },
            Bought("null", "", AnnsPhone, Yesterday) with { Key = "nobody", Identifiers = [new Identifier("user_id", "null"), new Identifier("device_id", AnnsPhone)] });

        await using var db = Host.Db();
        Assert.False(await db.QuarantinedMessages.AnyAsync());
        Assert.Null(Find("user_id:null"));
        await SumsHoldAsync();
    }

    [DatabaseFact]
    public async Task Erase_AfterAnotherErasureOfTheirsFailed_TakesWhatThatRemembers()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var failed = await Host.EraseAsync(Ann);
        await Host.WorkOnErasureAsync(writes: null, new CountedPart(PersonalPart.Events, new System.Text.Json.Nodes.JsonObject { ["number"] = 1 }));
        Assert.Equal(PrivacyRequestState.Failed, (await Host.ErasureAsync(failed)).State);

        await EraseAsync(Ann);

        await using var db = Host.Db();
        var row = await db.PrivacyRequests.SingleAsync(r => r.Id == failed);
        Assert.Equal((null, null, null), (row.Identifier, row.Profile, row.Person));
    }

    [DatabaseFact]
    public async Task Erase_ThatLeavesSomething_FailsAndCanBeTriedAgain()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var request = await Host.EraseAsync(Ann);

        await Host.WorkOnErasureAsync(writes: null, new CountedPart(PersonalPart.Events, new System.Text.Json.Nodes.JsonObject { ["number"] = 1 }));
        var failed = await Host.ErasureAsync(request);
        Assert.Equal((PrivacyRequestState.Failed, ErasureFailure.Left, Ann), (failed.State, failed.Error, failed.Identifier));

        Assert.True(await Host.Get<RetryErasureHandler>().HandleAsync(request, "Linh", default));
        Assert.False(await Host.Get<RetryErasureHandler>().HandleAsync(request, "Linh", default));
        await Host.WorkOnErasureAsync();
        Assert.Equal(PrivacyRequestState.Completed, (await Host.ErasureAsync(request)).State);
    }

    [DatabaseFact]
    public async Task Erase_ExportsOfThePerson_GoToo()
    {
        await Host.SendAsync(Bought("customer-ann", AnnsMail, AnnsPhone, Yesterday));
        var export = await Host.AskAsync(Ann);
        await Host.WorkAsync();

        await EraseAsync($"email:{AnnsMail}");

        Assert.Null(await Host.FindAsync(export));
        Assert.False(Host.HasFolder(export));
    }

    private DateTimeOffset Yesterday => Host.Clock.Now.AddDays(-1);

    private async Task EraseAsync(string identifier, bool suppress = false)
    {
        var request = await Host.EraseAsync(identifier, suppress);
        await Host.WorkOnErasureAsync();
        Assert.Equal(PrivacyRequestState.Completed, (await Host.ErasureAsync(request)).State);
    }

    /// <summary>Every message ended somewhere.</summary>
    private async Task SumsHoldAsync()
    {
        await using var db = Host.Db();
        var hours = await db.SourceHours.ToListAsync();
        Assert.Equal(hours.Sum(h => h.Accepted), hours.Sum(h => h.Stored + h.Duplicate + h.Quarantined));
        Assert.True(hours.Sum(h => h.Discarded) > 0);
    }

    private ProfileId? Find(string identifier)
    {
        Assert.True(Identifier.TryParse(identifier, out var named));
        return Host.Get<IProfileDirectory>().Find(named);
    }

    private IReadOnlyList<ProfileId> Numbers(string identifier) => Host.Get<IProfileDirectory>().Numbers(Find(identifier)!.Value);

    private static Message Bought(string user, string mail, string device, DateTimeOffset at) => new(
        $"{user}-1",
        [new Identifier(IdentifierNamespace.UserId, user), new Identifier(IdentifierNamespace.DeviceId, device), new Identifier(IdentifierNamespace.Email, mail)],
        at.ToUnixTimeMilliseconds(), new MessageEvent("Bought", $$"""{"what":"Cashmere of {{user}}"}"""), $$"""{"plan":"Cashmere of {{user}}"}""", null, """{"ip":"203.0.113.5"}""", null);

    private static Message Seen(string user, DateTimeOffset at) =>
        new($"{user}-seen", [new Identifier(IdentifierNamespace.UserId, user)], at.ToUnixTimeMilliseconds(), null, null, null, null, null);
}

public sealed class SqliteErasureTests : ErasureContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlErasureTests : ErasureContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerErasureTests : ErasureContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
