using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Duplicates;

/// <summary>Possible duplicates as another program goes through them.</summary>
public sealed class DuplicatesApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Duplicates = "/api/v1/duplicates";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Search_Started_IsAJobThatComesToItsEnd()
    {
        using var started = await _program.PostAsync(Duplicates + "/runs", null);

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.NotEqual(Guid.Empty, (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetGuid());
        await QuarantinedStudio.UntilAsync(async () =>
            (await app.Services.GetRequiredService<Core.Duplicates.DuplicateList>().SearchAsync(default)).Findings is not null);
    }

    [Fact]
    public async Task Pair_AcceptedAndTakenApart_IsJoinedAndTwoAgain()
    {
        var (low, high) = await StoredPairs.TwoPeopleAsync(app);
        var id = await StoredPairs.AddAsync(app.Services, low, high);
        var directory = app.Services.GetRequiredService<IProfileDirectory>();

        var accepted = await PostAsync($"{id}/accept");

        Assert.Equal((200, "accepted", false), (accepted.Status, accepted.Body.GetProperty("state").GetString(), accepted.Body.GetProperty("automatic").GetBoolean()));
        Assert.Equal(low, directory.Read(high)!.Id);
        Assert.Equal(409, (await PostAsync($"{id}/accept")).Status);
        Assert.Contains(id, await ListedAsync("accepted"));

        var undone = await PostAsync($"{id}/undo");

        Assert.Equal((200, "undone"), (undone.Status, undone.Body.GetProperty("state").GetString()));
        Assert.Equal(high, directory.Read(high)!.Id);
        Assert.Contains(id, await ListedAsync("rejected"));
    }

    [Fact]
    public async Task Pair_Rejected_IsOpenAgainWhenThatIsTakenBack()
    {
        var id = await StoredPairs.AddAsync(app);
        var open = (await PairsAsync("open")).Single(p => p.GetProperty("id").GetInt64() == id);
        Assert.Equal("lastName", open.GetProperty("steps")[0].GetProperty("field").GetString());
        Assert.Equal(("oneTypo", "family"), (open.GetProperty("steps")[1].GetProperty("agreement").GetString(), open.GetProperty("circle").GetString()));

        Assert.Equal("rejected", (await PostAsync($"{id}/reject")).Body.GetProperty("state").GetString());
        Assert.DoesNotContain(id, await ListedAsync("open"));
        Assert.Equal("open", (await PostAsync($"{id}/undo")).Body.GetProperty("state").GetString());
        Assert.Equal(409, (await PostAsync($"{id}/undo")).Status);
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("reject")]
    [InlineData("undo")]
    public async Task Pair_ThatIsNotThere_Is404(string what) => Assert.Equal(404, (await PostAsync($"999999999/{what}")).Status);

    [Theory]
    [InlineData("state=closed", "/state")]
    [InlineData("limit=0", "/limit")]
    [InlineData("after=x", "/after")]
    public async Task List_OfNothingThatReads_SaysWhere(string query, string pointer)
    {
        using var answer = await _program.GetAsync($"{Duplicates}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Call_WithoutTheScope_IsRefused()
    {
        var made = await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new("profiles alone", [Permission.ReadProfiles]), default);
        using var reader = app.Program(Assert.IsType<MakeApiKeyResult.Made>(made).Text);

        using var forbidden = await reader.GetAsync(Duplicates);

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(string path)
    {
        using var answer = await _program.PostAsync($"{Duplicates}/{path}", null);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<List<JsonElement>> PairsAsync(string state)
    {
        var pairs = new List<JsonElement>();
        var next = "";
        while (next is not null)
        {
            var page = await _program.GetFromJsonAsync<JsonElement>($"{Duplicates}?state={state}&limit=2{(next.Length == 0 ? "" : $"&after={next}")}");
            pairs.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return pairs;
    }

    private async Task<IEnumerable<long>> ListedAsync(string state) => (await PairsAsync(state)).Select(p => p.GetProperty("id").GetInt64());
}
