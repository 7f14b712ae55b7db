using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Settings;

public sealed class WorkspaceEndpointTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Address = "/api/v1/workspace";

    [Fact]
    public async Task Put_NameAndZone_AreReadBack()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var put = await program.PutAsJsonAsync(Address, new { name = "Kilim & Cup", timeZone = "Asia/Ho_Chi_Minh" });
        var read = await program.GetFromJsonAsync<JsonElement>(Address);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("Kilim & Cup", read.GetProperty("name").GetString());
        Assert.Equal("Asia/Ho_Chi_Minh", read.GetProperty("timeZone").GetString());
    }

    [Theory]
    [InlineData("Kilim", "Mars/Olympus")]
    [InlineData("Kilim", "UTC+3")]
    [InlineData("Kilim", "europe/berlin")]
    [InlineData(" ", "UTC")]
    public async Task Put_NonsenseIsRefusedInWords(string name, string timeZone)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var put = await program.PutAsJsonAsync(Address, new { name, timeZone });

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        var problem = await put.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Put_OneMember_LeavesTheOther()
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var both = await program.PutAsJsonAsync(Address, new { name = "Before", timeZone = "Europe/Paris" });

        using var put = await program.PutAsJsonAsync(Address, new { name = "After" });

        var read = await program.GetFromJsonAsync<JsonElement>(Address);
        Assert.Equal("After", read.GetProperty("name").GetString());
        Assert.Equal("Europe/Paris", read.GetProperty("timeZone").GetString());
    }
}
