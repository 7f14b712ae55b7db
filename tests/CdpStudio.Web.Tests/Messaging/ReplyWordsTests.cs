using System.Globalization;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

public sealed class ReplyWordsTests : ComponentTest
{
    public ReplyWordsTests() => Services.AddScoped<ReplyWords>();

    private ReplyWords Words => Services.GetRequiredService<ReplyWords>();

    [Fact]
    public void OwnReply_AsItIsStored_IsSaidInTheReadersLanguage()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");

        foreach (var reply in Enum.GetValues<OwnReply>())
        {
            var said = Words.Of(reply.Text());
            Assert.NotEqual(reply.Text(), said);
            Assert.DoesNotContain("Reply.", said, StringComparison.Ordinal);
        }

        Assert.Equal("Không kết nối được với máy chủ thư: ConnectionRefused.", Words.Of("No connection: ConnectionRefused."));
    }

    [Theory]
    [InlineData("550 5.1.1 No such user")]
    [InlineData("No connection")]
    [InlineData("The mail server did not answer in time. Sorry.")]
    [InlineData("")]
    public void Reply_OfAServer_StaysToTheLetter(string reply) => Assert.Equal(reply, Words.Of(reply));
}
