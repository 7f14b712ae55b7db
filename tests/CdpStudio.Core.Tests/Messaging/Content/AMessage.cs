using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Tests.Messaging.Content;

internal static class AMessage
{
    public static MessageContent Of(string subject = "News", string heading = "", string text = "Hello", MessagePicture? picture = null, MessageButton? button = null, string footer = "", string? html = null) =>
        new(subject, "", heading, text, picture, button, footer, html);

    public static RecipientValues Values(params (string Name, string Json, DataType Type)[] values) => RecipientValues.Of(
        new ProfileRecord(
            new ProfileId(1), [new Identifier("email", "ann@example.com")],
            [.. values.Select(v => new AttributeAssertion(v.Name, v.Json, v.Type, new SourceId(1), 0, 1))], 0, 0, 0),
        WorkspaceZone.TryFind("Europe/Berlin", out var zone) ? zone : WorkspaceZone.Utc);

    public static RenderedMail Render(MessageContent content, RecipientValues? values = null, string unsubscribe = "https://cdp.example/u/abc") =>
        Assert.IsType<MailRendering.Rendered>(MailTemplate.Of(content, "1 Weaver Street").Render(values ?? RecipientValues.None, unsubscribe)).Mail;
}
