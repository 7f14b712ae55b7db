using Bunit;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Tests.Components;

namespace CdpStudio.Web.Tests.Sources;

public sealed class ServerClientTests : ComponentTest
{
    private const string Address = "https://cdp.example:8443";
    private const string WriteKey = "k-1234";

    public static TheoryData<string> Keys => [.. ServerClient.All.Select(c => c.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Code_OfEveryClient_HasTheAddressAndTheWriteKey(string key)
    {
        var code = ServerClient.All.Single(c => c.Key == key).Code(Address, WriteKey);

        Assert.Contains("cdp.example", code, StringComparison.Ordinal);
        Assert.Contains("8443", code, StringComparison.Ordinal);
        Assert.Contains(WriteKey, code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://cdp.example", "'host' => 'cdp.example'", "'ssl' => true")]
    [InlineData("http://localhost:5080", "'host' => 'localhost:5080'", "'ssl' => false")]
    public void Code_OfAClientThatWantsAHost_SaysWhetherItIsSecure(string address, string host, string ssl)
    {
        var code = ServerClient.All.Single(c => c.Key == "php").Code(address, WriteKey);

        Assert.Contains(host, code, StringComparison.Ordinal);
        Assert.Contains(ssl, code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Node.js", "@segment/analytics-node")]
    [InlineData("cobol", "Node.js", "@segment/analytics-node")]
    [InlineData("ruby", "Ruby", "analytics-ruby")]
    public void Samples_OfTheLibraryInTheAddress_AreItsOwn(string? library, string name, string package)
    {
        var shown = Render<ServerSamples>(parameters => parameters
            .Add(s => s.Address, Address)
            .Add(s => s.WriteKey, WriteKey)
            .Add(s => s.Library, library));

        Assert.Equal(name, shown.Find("a[aria-current=page]").TextContent.Trim());
        Assert.Equal(package, shown.Find("h3").TextContent);
        Assert.Contains(WriteKey, shown.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(name == "Ruby", shown.Markup.Contains("It always sends over https.", StringComparison.Ordinal));
    }
}
