namespace CdpStudio.Core.Messaging.Content;

/// <summary>One person's mail.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">A whole document.</param>
/// <param name="Text">The same for those who read no HTML.</param>
public sealed record RenderedMail(string Subject, string Html, string Text);

public abstract record MailRendering
{
    private MailRendering()
    {
    }

    public sealed record Rendered(RenderedMail Mail) : MailRendering;

    /// <summary>The person has no value for an attribute that has no fallback.</summary>
    public sealed record Incomplete(string Attribute) : MailRendering;

    /// <summary>With this person's values nothing is left of the subject.</summary>
    public sealed record NoSubject : MailRendering;

    /// <summary>Longer than <see cref="MailTemplate.MaxLength"/>.</summary>
    public sealed record TooLong : MailRendering;
}

/// <summary>
/// A message laid out once, to be filled for many people. Values are escaped where they go, in one pass: what a value holds is text,
/// whatever it looks like.
/// </summary>
public sealed class MailTemplate
{
    /// <summary>Characters of the HTML.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    public const int MaxSubjectLength = 250;

    private readonly SlotText _subject;
    private readonly SlotText _html;
    private readonly SlotText _text;

    private MailTemplate(SlotText subject, SlotText html, SlotText text) => (_subject, _html, _text) = (subject, html, text);

    /// <param name="postalAddress">Stands at the end of every mail; see <see cref="Email.EmailSettings.PostalAddress"/>.</param>
    public static MailTemplate Of(MessageContent content, string postalAddress)
    {
        var slots = new Slots();
        var language = MailLanguage.Of($"{content.Subject} {content.Heading} {content.Text} {(content.Html is null ? "" : HtmlTab.PlainText(content.Html))}");
        var subject = slots.Mark(content.Subject);
        var (html, text) = content.Html is null
            ? ReadyTemplate.LayOut(content, postalAddress, language, slots)
            : HtmlTab.LayOut(content, postalAddress, language, slots);
        return new MailTemplate(slots.Compile(subject, asHtml: false), slots.Compile(html, asHtml: true), slots.Compile(text, asHtml: false));
    }

    /// <param name="unsubscribe">Where this person says no.</param>
    public MailRendering Render(RecipientValues values, string unsubscribe)
    {
        if (!_subject.TryFill(values, unsubscribe, out var subject, out var missing)
            || !_html.TryFill(values, unsubscribe, out var html, out missing)
            || !_text.TryFill(values, unsubscribe, out var text, out missing))
        {
            return new MailRendering.Incomplete(missing!); // said with false
        }

        if (html.Length > MaxLength) return new MailRendering.TooLong();
        return OneLine(subject) is { } line ? new MailRendering.Rendered(new RenderedMail(line, html, text)) : new MailRendering.NoSubject();
    }

    private static string? OneLine(string subject)
    {
        var line = RecipientValues.OneLine(subject);
        if (line is not { Length: > MaxSubjectLength }) return line;

        return line[..(char.IsHighSurrogate(line[MaxSubjectLength - 1]) ? MaxSubjectLength - 1 : MaxSubjectLength)];
    }
}
