using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Tests.Ingestion;

/// <summary>What calls become.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData(CallType.Page, """{"userId":"u","name":"Home","category":"Shop"}""", "Page Viewed", """{"name":"Home","category":"Shop"}""")]
    [InlineData(CallType.Page, """{"userId":"u","name":"Home","properties":{"name":"Own","url":"/"}}""", "Page Viewed", """{"name":"Own","url":"/"}""")]
    [InlineData(CallType.Page, """{"userId":"u","name":"Home","properties":{"NAME":"Own"}}""", "Page Viewed", """{"NAME":"Own"}""")]
    [InlineData(CallType.Page, """{"userId":"u","name":"Home","properties":{"url":"/","name":null}}""", "Page Viewed", """{"url":"/","name":"Home"}""")]
    [InlineData(CallType.Page, """{"userId":"u"}""", "Page Viewed", "{}")]
    [InlineData(CallType.Screen, """{"userId":"u","name":"Küche","properties":{"step":3}}""", "Screen Viewed", """{"step":3,"name":"Küche"}""")]
    [InlineData(CallType.Track, """{"userId":"u","event":"Paid","name":"not one","properties":{"a":[1,{"b":2}]}}""", "Paid", """{"a":[1,{"b":2}]}""")]
    public async Task Process_PageScreenAndTrack_BecomeEvents(CallType type, string call, string name, string properties)
    {
        await using var rig = await IngestionRig.StartAsync();

        await rig.TakeAsync(type, call);
        await rig.ProcessAsync();

        var happened = (await rig.FactsAsync()).OfType<Fact.Event>().Single();
        Assert.Equal((name, properties), (happened.Name, happened.Properties));
    }

    [Theory]
    [InlineData("""{"plan":"pro","age":35,"vip":true,"tags":["a","b"]}""", """age=35 plan="pro" tags=["a","b"] vip=true""")]
    [InlineData("""{"address":{"city":"Bonn","geo":{"lat":1.5}}}""", """address.city="Bonn" address.geo.lat=1.5""")]
    [InlineData("""{"address.city":"Own","address":{"city":"Path","zip":"1"}}""", """address.city="Own" address.zip="1" """)]
    [InlineData("""{"address":{"city":"Path"},"address.city":"Own"}""", """address.city="Own" """)]
    [InlineData("""{"Plan":"first","plan":"second"}""", """Plan="first" """)]
    [InlineData("""{"Plan":null,"plan":"second"}""", """plan="second" """)]
    [InlineData("""{"a":null,"b":"","c":"  ","d":[],"e":{},"f":[null,""]}""", "")]
    [InlineData("""{"":1," ":2,"ok":3}""", "ok=3")]
    public async Task Process_Traits_BecomeAttributesByTheirPaths(string traits, string expected)
    {
        await using var rig = await IngestionRig.StartAsync();

        await rig.TakeAsync(CallType.Identify, $$"""{"userId":"u","traits":{{traits}}}""");
        await rig.ProcessAsync();

        Assert.Equal(expected.Trim(), Words(await rig.ProfilesAsync()));
    }

    [Fact]
    public async Task Process_TraitsOneAfterTheOther_ChangeOnlyWhatTheySay()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Identify, """{"userId":"u","timestamp":"2026-01-01","traits":{"plan":"pro","address":{"city":"Köln","zip":"1"}}}""");
        await rig.TakeAsync(CallType.Identify, """{"userId":"u","timestamp":"2026-01-03","traits":{"address":{"city":"Bonn"}}}""");
        await rig.TakeAsync(CallType.Identify, """{"userId":"u","timestamp":"2026-01-02","traits":{"address":{"city":"late"},"plan":null}}""");
        await rig.ProcessAsync();
        Assert.Equal("""address.city="Bonn" address.zip="1" """.Trim(), Words(await rig.ProfilesAsync()));

        await rig.TakeAsync(CallType.Identify, """{"userId":"u","timestamp":"2026-01-04","traits":{"address":null}}""");
        await rig.ProcessAsync();
        Assert.Equal("", Words(await rig.ProfilesAsync()));
    }

    [Fact]
    public async Task Process_Identify_TakesMailAndPhoneAsIdentifiers()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Identify, """{"userId":"u","anonymousId":"a","traits":{"Email":" Zoe@X.org","phone":"+1 650-253-0000"}}""");
        await rig.TakeAsync(CallType.Identify, """{"anonymousId":"b","traits":{"email":"zoe@x.ORG"}}""");
        await rig.TakeAsync(CallType.Identify, """{"anonymousId":"c","context":{"traits":{"email":"ZOE@x.org"}}}""");
        await rig.TakeAsync(CallType.Track, """{"anonymousId":"d","event":"x","context":{"traits":{"email":"zoe@x.org"}}}""");

        await rig.ProcessAsync();

        var profiles = await rig.ProfilesAsync();
        Assert.Equal(
            ["anonymous_id:a", "anonymous_id:b", "anonymous_id:c", "email: Zoe@X.org", "phone:+1 650-253-0000", "user_id:u"],
            profiles.Identifiers(profiles.Find("user_id", "u")!.Value));
        Assert.Equal(2, profiles.Count);
    }

    [Fact]
    public async Task Process_Groups_TheLastOneHoldsAndNeverTouchesThePerson()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Identify, """{"userId":"u","timestamp":"2026-01-01","traits":{"plan":"basic"}}""");
        await rig.TakeAsync(CallType.Group, """{"userId":"u","groupId":"beta","timestamp":"2026-01-03","traits":{"plan":"team"}}""");
        await rig.TakeAsync(CallType.Group, """{"userId":"u","groupId":"acme","timestamp":"2026-01-02","traits":{"plan":"enterprise"}}""");

        await rig.ProcessAsync();

        Assert.Equal("""group.plan="team" group_id="beta" plan="basic" """.Trim(), Words(await rig.ProfilesAsync()));
    }

    [Theory]
    [InlineData("""{"userId":"u","previousId":"a"}""", "anonymous_id:a user_id:u")]
    [InlineData("""{"userId":"u","previousId":"u"}""", "user_id:u")]
    [InlineData("""{"userId":"u","previousId":"old"}""", "user_id:old user_id:u")]
    [InlineData("""{"userId":"u","previousId":"never seen"}""", "anonymous_id:never seen user_id:u")]
    [InlineData("""{"userId":"u","anonymousId":"b"}""", "anonymous_id:b user_id:u")]
    public async Task Process_Alias_JoinsWhatWasKnownUnderThePreviousId(string alias, string expected)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Track, """{"anonymousId":"a","event":"x"}""");
        await rig.TakeAsync(CallType.Track, """{"userId":"old","event":"x"}""");
        await rig.TakeAsync(CallType.Alias, alias);

        await rig.ProcessAsync();

        var profiles = await rig.ProfilesAsync();
        Assert.Equal(expected, string.Join(' ', profiles.Identifiers(profiles.Find("user_id", "u")!.Value)));
    }

    // Clients that send each call by a request of its own may be overtaken by themselves.
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Process_AliasBeforeTheUserIsKnown_JoinsWhenTheUserComes(int atOnce)
    {
        await using var rig = await IngestionRig.StartAsync();
        (CallType, string)[] calls =
        [
            (CallType.Alias, """{"userId":"new","anonymousId":"a","previousId":"u"}"""),
            (CallType.Track, """{"anonymousId":"other","event":"x"}"""),
            (CallType.Identify, """{"userId":"u","anonymousId":"a","traits":{"email":"u@example.com"}}"""),
            (CallType.Track, """{"userId":"other","event":"x"}"""),
        ];
        foreach (var (type, call) in calls)
        {
            await rig.TakeAsync(type, call);
            if (atOnce == 1) await rig.ProcessAsync();
        }

        await rig.ProcessAsync();

        var profiles = await rig.ProfilesAsync();
        Assert.Equal(
            ["anonymous_id:a", "anonymous_id:u", "email:u@example.com", "user_id:new", "user_id:u"],
            profiles.Identifiers(profiles.Find("user_id", "u")!.Value));
        // The same text as a device's and as a user's id is two people where no alias speaks of it.
        Assert.Equal(["user_id:other"], profiles.Identifiers(profiles.Find("user_id", "other")!.Value));
    }

    [Fact]
    public async Task Process_BatchContext_CompletesThatOfItsMessages()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PostAsync(null, """
            {"context":{"ip":"::1","locale":"de"},"sentAt":"2026-03-01T11:00:00Z","batch":[
              {"type":"track","userId":"u","event":"x","context":{"locale":"fr"},"originalTimestamp":"2026-03-01T10:59:00Z"},
              {"type":"track","userId":"u","event":"y"}]}
            """);

        await rig.ProcessAsync();

        var events = (await rig.FactsAsync()).OfType<Fact.Event>().ToList();
        Assert.Equal(["""{"locale":"fr","ip":"::1"}""", """{"ip":"::1","locale":"de"}"""], events.Select(e => e.Context));
        Assert.Equal(rig.Now - 60_000, events[0].Timestamp);
    }

    private static string Words(Profiles profiles) =>
        string.Join(' ', profiles.Attributes(new(1)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
}
