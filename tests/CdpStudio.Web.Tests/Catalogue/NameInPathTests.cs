using CdpStudio.Web.Catalogue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CdpStudio.Web.Tests.Catalogue;

public sealed class NameInPathTests
{
    [Theory]
    [InlineData("order/state", "order%2Fstate")]
    [InlineData("50%2F50", "50%252F50")]
    [InlineData("Größe 🛒", "Gr%C3%B6%C3%9Fe%20%F0%9F%9B%92")]
    [InlineData("a?b", "a%3Fb?x=/y")]
    [InlineData("address.city", "address.city/")]
    public void Last_OneEncodedSegment_IsTheNameWithAllItsLetters(string name, string encoded)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/api/v1/catalog/attributes/" + encoded;

        Assert.Equal(name, NameInPath.Last(context, routed: "what routing made of it"));
    }
}
