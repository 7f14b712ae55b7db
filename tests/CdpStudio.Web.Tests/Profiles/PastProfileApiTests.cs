using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>Profiles of the past as another program asks for them.</summary>
public sealed class PastProfileApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task AsOf_BetweenTwoChanges_HasWhatWasSoThen()
    {
        var person = await ToldPerson.MakeAsync(app);

        var past = await ReadAsync(person, "asOf=2020-04-15T00:00:00Z");

        Assert.Equal("free", past.GetProperty("attributes").GetProperty("plan").GetString());
        Assert.Equal(JsonValueKind.Null, past.GetProperty("knownAt").ValueKind);
        Assert.Equal((1, 1), (past.GetProperty("events").GetInt64(), past.GetProperty("lastEvents").GetArrayLength()));
        var said = Assert.Single(past.GetProperty("said").EnumerateArray());
        Assert.Equal(2020, said.GetProperty("validFrom").GetDateTimeOffset().Year);
        Assert.True(said.GetProperty("recordedAt").GetDateTimeOffset().Year > 2020);
        Assert.True(said.GetProperty("source").GetInt32() > 0);
        Assert.Equal(person.User, Assert.Single(past.GetProperty("identifiers").EnumerateArray()).GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("asOf=2020-04-15T02:00:00%2B02:00")]
    [InlineData("asOf=2020-04-15T02:00:00+02:00")]
    [InlineData("asOf=2020-04-15T00:00:00Z&knownAt=2999-01-01T00:00:00Z")]
    [InlineData("asOf=2020-04-15T00:00:00Z&knownAt=9000000000")]
    public async Task AsOf_WrittenOtherwise_IsTheSame(string query)
    {
        var past = await ReadAsync(await ToldPerson.MakeAsync(app), query);

        Assert.Equal("free", past.GetProperty("attributes").GetProperty("plan").GetString());
        Assert.Equal(new DateTimeOffset(2020, 4, 15, 0, 0, 0, TimeSpan.Zero), past.GetProperty("asOf").GetDateTimeOffset());
    }

    [Fact]
    public async Task KnownAt_Alone_IsWhatWasKnownOfNow()
    {
        var person = await ToldPerson.MakeAsync(app);

        Assert.Equal("pro", (await ReadAsync(person, "knownAt=2999-01-01T00:00:00Z")).GetProperty("attributes").GetProperty("plan").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(person, "knownAt=0"));
    }

    [Fact]
    public async Task Profile_WithoutAMoment_IsAsItAlwaysWas()
    {
        var person = await ToldPerson.MakeAsync(app);

        var profile = await _program.GetFromJsonAsync<JsonElement>($"/api/v1/profiles/{person.Id.Value}");

        Assert.Equal(
            ["id", "identifiers", "attributes", "tags", "segments", "consents", "journeys", "firstSeen", "lastSeen"],
            profile.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("asOf=2019-01-01T00:00:00Z")]
    [InlineData("asOf=2020-04-15T00:00:00Z&knownAt=2020-04-15T00:00:00Z")]
    public async Task AsOf_WhenNobodyWasThereOrKnown_Is404(string query) =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(await ToldPerson.MakeAsync(app), query));

    [Theory]
    [InlineData("asOf=yesterday", "asOf")]
    [InlineData("asOf=", "asOf")]
    [InlineData("asOf=2020-04-15", "asOf")]
    [InlineData("asOf=2020-04-15T00:00:00", "asOf")]
    [InlineData("asOf=2020-13-15T00:00:00Z", "asOf")]
    [InlineData("knownAt=-1", "knownAt")]
    [InlineData("knownAt=2020-04-15", "knownAt")]
    public async Task AsOf_OfNoMoment_IsRefused(string query, string named)
    {
        using var answer = await _program.GetAsync($"/api/v1/profiles/1?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith(named, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_SaysWhenEachWasTold()
    {
        var person = await ToldPerson.MakeAsync(app);

        var history = await _program.GetFromJsonAsync<JsonElement>($"/api/v1/profiles/{person.Id.Value}/history");

        Assert.All(history.GetProperty("items").EnumerateArray(), item => Assert.True(item.GetProperty("recordedAt").GetDateTimeOffset() > item.GetProperty("validFrom").GetDateTimeOffset()));
    }

    private Task<JsonElement> ReadAsync(ToldPerson person, string query) =>
        _program.GetFromJsonAsync<JsonElement>($"/api/v1/profiles/{person.Id.Value}?{query}");

    private async Task<HttpStatusCode> StatusAsync(ToldPerson person, string query)
    {
        using var answer = await _program.GetAsync($"/api/v1/profiles/{person.Id.Value}?{query}");
        return answer.StatusCode;
    }
}
