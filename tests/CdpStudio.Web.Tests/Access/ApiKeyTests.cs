using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Access;

public sealed class ApiKeyTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Address = "/api/v1/workspace";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer no-such-key")]
    [InlineData("Basic bm86bm8=")]
    public async Task Call_WithoutAKnownKey_Is401WithProblemAndChallenge(string? authorization)
    {
        using var program = app.Browser();
        if (authorization is not null) program.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await program.GetAsync(Address);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Call_WithTheBootstrapKey_Works()
    {
        using var program = app.Program(StudioApp.ApiKey);

        var workspace = await program.GetFromJsonAsync<JsonElement>(Address);

        Assert.Equal("Europe/Berlin", workspace.GetProperty("timeZone").GetString());
    }

    [Fact]
    public async Task Call_WithoutTheScope_Is403AndNamesIt()
    {
        using var program = app.Program(await MakeAsync(Permission.ReadSegments));

        using var answer = await program.GetAsync(Address);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(Permission.ReadWorkspace, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AfterTheKeyWasRevoked_Is401()
    {
        var text = await MakeAsync(Permission.ReadWorkspace);
        using var program = app.Program(text);
        using var before = await program.GetAsync(Address);
        var row = (await app.Services.GetRequiredService<AccessList>().KeysAsync(CancellationToken.None))
            .Single(k => k.Beginning.Length > 0 && text.StartsWith(k.Beginning, StringComparison.Ordinal));

        await app.Services.GetRequiredService<RevokeApiKeyHandler>().HandleAsync(new(row.Id), CancellationToken.None);
        using var after = await program.GetAsync(Address);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.NotNull(row.LastUsedAt);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Log_OfKeysAndSignIns_HoldsNoSecretAndNoAddress()
    {
        var text = await MakeAsync(Permission.ReadWorkspace);
        using var program = app.Program(text);
        using var answer = await program.GetAsync(Address);
        using var browser = await app.SignedInAsync();

        var log = string.Join('\n', app.Log.Lines);

        Assert.DoesNotContain(text, log, StringComparison.Ordinal);
        Assert.DoesNotContain(StudioApp.Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain("kilim.example", log, StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(string scope) => Assert.IsType<MakeApiKeyResult.Made>(
        await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new(scope, [scope]), CancellationToken.None)).Text;
}
