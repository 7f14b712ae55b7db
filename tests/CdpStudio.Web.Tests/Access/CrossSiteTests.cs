using System.Net;
using CdpStudio.Web.Access;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Access;

/// <summary>What another site can make a signed-in browser do: nothing.</summary>
public sealed class CrossSiteTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Theory]
    [InlineData(null, null, "http://localhost")]
    [InlineData("1", "cross-site", null)]
    [InlineData("1", "same-site", null)]
    [InlineData("1", null, "https://evil.example")]
    [InlineData("1", null, "null")]
    [InlineData("1", "same-origin", "https://evil.example")]
    public async Task Ui_FromAnotherSite_IsRefusedBeforeItsBodyIsRead(string? header, string? site, string? origin)
    {
        using var browser = await app.SignedInAsync();
        var addresses = AccessTable.Of(app.Services).Select(row => row.Address)
            .Where(address => address.StartsWith("/ui/", StringComparison.Ordinal))
            .Append("/ui/anything");

        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            if (header is not null) request.Headers.Add(SameOriginDoor.Header, header);
            if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            if (origin is not null) request.Headers.Add("Origin", origin);

            using var answer = await browser.SendAsync(request);

            Assert.Equal((address, HttpStatusCode.Forbidden), (address, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Ui_FromOurOwnPage_PassesTheDoor()
    {
        using var browser = await app.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ui/nothing-is-here");
        request.Headers.Add(SameOriginDoor.Header, "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "http://localhost");

        using var answer = await browser.SendAsync(request);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }
}
