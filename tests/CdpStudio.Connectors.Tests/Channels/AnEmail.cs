using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Connectors.Tests.Channels;

internal static class AnEmail
{
    public static EmailMessage Message(string to = "ann@example.com", string fromName = "Kilim & Co", string subject = "Hello", string? id = null, string? unsubscribe = "https://cdp.example/u/abc") => new(
        null, id ?? "0123456789abcdef@kilim.example", fromName, new EmailSender("news@kilim.example"), null, to, subject, "<p>Hello</p>", "Hello", unsubscribe);

    public static EmailSetup Setup(EmailServer? server) =>
        new(server, "Kilim", new EmailSender("news@kilim.example"), null, "1 Weaver Street", "https://cdp.example", 2);
}
