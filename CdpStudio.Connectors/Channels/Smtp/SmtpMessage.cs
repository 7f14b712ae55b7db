using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>A mail in the words of System.Net.Mail.</summary>
internal static class SmtpMessage
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static MailMessage Of(EmailMessage message)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(message.From.Address, DisplayName(message.FromName), s_utf8),
            Subject = message.Subject,
            SubjectEncoding = s_utf8,
            HeadersEncoding = s_utf8,
        };
        mail.To.Add(new MailAddress(message.To));
        if (message.ReplyTo is { } replyTo) mail.ReplyToList.Add(new MailAddress(replyTo));
        foreach (var (name, value) in message.Headers) mail.Headers.Add(name, value);

        // The last one is what a mail program prefers.
        mail.AlternateViews.Add(View(message.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(message.Html, MediaTypeNames.Text.Html));
        return mail;
    }

    /// <summary>
    /// A name as System.Net.Mail can be given it: it puts quotes around an ASCII name and leaves those inside as they are, by which a name
    /// could end its quotes and add addresses. Control characters, which could end the line, become blanks.
    /// </summary>
    internal static string DisplayName(string name)
    {
        var line = string.Concat(name.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return Ascii.IsValid(line)
            ? line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            : line.Replace("\"", "\u201D", StringComparison.Ordinal).Replace('\\', '/');
    }

    private static AlternateView View(string text, string type) =>
        AlternateView.CreateAlternateViewFromString(text, new ContentType(type) { CharSet = "utf-8" });
}
