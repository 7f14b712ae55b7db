using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Web.Tests.Ingestion;

namespace CdpStudio.Web.Tests.Catalogue;

public sealed class TypeChangeTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    [Fact]
    public async Task PutAttribute_TypeThatASavedRuleCannotLiveWith_IsRefusedByName()
    {
        await studio.ApiAsync(HttpMethod.Put, "/api/v1/catalog/attributes/points", JsonNode.Parse("""{"type":"number"}"""));
        await studio.ApiAsync(
            HttpMethod.Put, "/api/v1/segments/rich", JsonNode.Parse("""{"key":"rich","name":"Rich","rule":{"attribute":"Points","op":"gte","value":5}}"""));

        using var response = await studio.SendAsync(
            HttpMethod.Put, "/api/v1/catalog/attributes/points", Encoding.UTF8.GetBytes("""{"type":"text"}"""),
            ("Authorization", "Bearer " + RunningStudio.ApiKey), ("Content-Type", "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("/type", problem["pointer"]!.ToString());
        Assert.Contains("segment 'rich' (/op)", problem["detail"]!.ToString(), StringComparison.Ordinal);
        // The same type again, or a label, changes nothing that a rule depends on.
        await studio.ApiAsync(HttpMethod.Put, "/api/v1/catalog/attributes/points", JsonNode.Parse("""{"type":"number","label":"Points"}"""));
    }
}
