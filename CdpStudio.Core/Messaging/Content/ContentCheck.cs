using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>A part of a message as the editor shows it.</summary>
public enum ContentPart
{
    Message,
    Subject,
    Preheader,
    Heading,
    Text,
    Picture,
    Button,
    Footer,
    Html,
    Topic,
}

public enum ContentProblemKind
{
    /// <summary>Nothing is in the subject.</summary>
    NoSubject,

    /// <summary>Longer than <see cref="MailTemplate.MaxSubjectLength"/>; the rest would be cut off.</summary>
    SubjectTooLong,

    /// <summary>Neither heading nor text nor HTML.</summary>
    NoText,

    /// <summary>Braces that are no tag.</summary>
    MalformedTag,

    /// <summary>Nobody has that attribute.</summary>
    UnknownAttribute,

    /// <summary>Who has no value is skipped.</summary>
    NoFallback,

    /// <summary>A link that a mail may not have, or whose host comes from a tag.</summary>
    BadLink,
    BadPicture,

    /// <summary>Those who do not see the picture read nothing.</summary>
    NoAlt,
    ButtonWithoutText,
    ButtonWithoutLink,

    /// <summary>Scripts, forms and the like are left out of the mail.</summary>
    HtmlLoses,

    /// <summary>Gmail cuts off what is longer than <see cref="ContentCheck.ClippedAt"/>.</summary>
    Clipped,
    TooLong,

    /// <summary>There is no such topic.</summary>
    UnknownTopic,

    /// <summary>It was put away.</summary>
    ArchivedTopic,
}

/// <param name="About">The tag or the address; null where there is none.</param>
/// <param name="Blocks">Whether the message can't be sent like that.</param>
public sealed record ContentProblem(ContentProblemKind Kind, ContentPart Part, string? About, bool Blocks);

/// <summary>What is wrong with a message before anybody gets it.</summary>
public sealed class ContentCheck(IAudienceVocabulary vocabulary, CurrentTopics topics)
{
    /// <summary>Bytes of HTML.</summary>
    public const int ClippedAt = 102 * 1024;

    /// <summary>Characters of one part; of the HTML.</summary>
    public const int MaxPartLength = 20_000;
    public const int MaxHtmlLength = 500_000;

    public IReadOnlyList<ContentProblem> Of(MessageContent content)
    {
        // What is too long is not laid out at all.
        if (TooLong(content) is { } tooLong) return [tooLong];

        return [.. Texts(content), .. Tags(content), .. Links(content), .. Size(content), .. TopicProblems(content)];
    }

    private static ContentProblem? TooLong(MessageContent content)
    {
        var part = Parts(content).FirstOrDefault(p => p.Text.Length > (p.Part == ContentPart.Html ? MaxHtmlLength : MaxPartLength));
        return part.Text is null ? null : new(ContentProblemKind.TooLong, part.Part, null, Blocks: true);
    }

    private static IEnumerable<ContentProblem> Texts(MessageContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Subject)) yield return new(ContentProblemKind.NoSubject, ContentPart.Subject, null, Blocks: true);
        if (content.Subject.Length > MailTemplate.MaxSubjectLength) yield return new(ContentProblemKind.SubjectTooLong, ContentPart.Subject, null, Blocks: false);

        var said = content.Html is null ? content.Heading + content.Text : HtmlTab.PlainText(content.Html);
        if (string.IsNullOrWhiteSpace(said)) yield return new(ContentProblemKind.NoText, content.Html is null ? ContentPart.Text : ContentPart.Html, null, Blocks: true);
    }

    private IEnumerable<ContentProblem> Tags(MessageContent content)
    {
        foreach (var (part, text) in Parts(content))
        {
            if (MergeText.IsMalformed(text) && part != ContentPart.Html) yield return new(ContentProblemKind.MalformedTag, part, null, Blocks: true);
            foreach (var tag in MergeText.Parse(text).OfType<MergePiece.Attribute>().Distinct())
            {
                if (!vocabulary.HasAttribute(tag.Name)) yield return new(ContentProblemKind.UnknownAttribute, part, MergeText.Write(tag), Blocks: true);
                else if (tag.Fallback is null) yield return new(ContentProblemKind.NoFallback, part, MergeText.Write(tag), Blocks: false);
            }
        }
    }

    private static IEnumerable<ContentProblem> Links(MessageContent content)
    {
        if (content.Html is not null) return LinksOf(content.Html);

        return PictureProblems(content.Picture).Concat(ButtonProblems(content.Button));
    }

    private static IEnumerable<ContentProblem> PictureProblems(MessagePicture? picture)
    {
        if (picture is null or { Url.Length: 0 }) yield break;
        if (!MergeUrl.IsPicture(picture.Url)) yield return new(ContentProblemKind.BadPicture, ContentPart.Picture, picture.Url, Blocks: true);
        if (string.IsNullOrWhiteSpace(picture.Alt)) yield return new(ContentProblemKind.NoAlt, ContentPart.Picture, null, Blocks: false);
    }

    private static IEnumerable<ContentProblem> ButtonProblems(MessageButton? button)
    {
        if (button is null or { Url.Length: 0, Text.Length: 0 }) yield break;
        if (button.Url.Length == 0) yield return new(ContentProblemKind.ButtonWithoutLink, ContentPart.Button, null, Blocks: true);
        else if (!MergeUrl.IsLink(button.Url)) yield return new(ContentProblemKind.BadLink, ContentPart.Button, button.Url, Blocks: true);
        if (string.IsNullOrWhiteSpace(button.Text)) yield return new(ContentProblemKind.ButtonWithoutText, ContentPart.Button, null, Blocks: true);
    }

    private static IEnumerable<ContentProblem> LinksOf(string html)
    {
        foreach (var (url, isPicture) in HtmlTab.Urls(html).Distinct())
        {
            if (url.StartsWith('#') || (isPicture ? MergeUrl.IsPicture(url) || url.StartsWith("data:image/", StringComparison.Ordinal) : MergeUrl.IsLink(url))) continue;
            yield return new(isPicture ? ContentProblemKind.BadPicture : ContentProblemKind.BadLink, ContentPart.Html, url, Blocks: false);
        }

        if (HtmlTab.LosesSomething(html)) yield return new(ContentProblemKind.HtmlLoses, ContentPart.Html, null, Blocks: false);
    }

    private static IEnumerable<ContentProblem> Size(MessageContent content)
    {
        var rendering = MailTemplate.Of(content with { Subject = "x" }, "").Render(RecipientValues.None, "");
        if (rendering is MailRendering.Rendered rendered && Encoding.UTF8.GetByteCount(rendered.Mail.Html) > ClippedAt)
            yield return new(ContentProblemKind.Clipped, ContentPart.Message, null, Blocks: false);
    }

    private IEnumerable<ContentProblem> TopicProblems(MessageContent content)
    {
        if (content.Topic.Length == 0) yield break;

        var topic = topics.Find(content.Topic);
        if (topic is null) yield return new(ContentProblemKind.UnknownTopic, ContentPart.Topic, content.Topic, Blocks: true);
        else if (topic.IsArchived) yield return new(ContentProblemKind.ArchivedTopic, ContentPart.Topic, topic.Name, Blocks: true);
    }

    private static IEnumerable<(ContentPart Part, string Text)> Parts(MessageContent content)
    {
        yield return (ContentPart.Subject, content.Subject);
        yield return (ContentPart.Footer, content.Footer);
        if (content.Html is { } html)
        {
            yield return (ContentPart.Html, html);
            yield break;
        }

        yield return (ContentPart.Preheader, content.Preheader);
        yield return (ContentPart.Heading, content.Heading);
        yield return (ContentPart.Text, content.Text);
        if (content.Picture is { } picture)
        {
            yield return (ContentPart.Picture, picture.Url);
            yield return (ContentPart.Picture, picture.Alt);
        }

        if (content.Button is not { } button) yield break;
        yield return (ContentPart.Button, button.Text);
        yield return (ContentPart.Button, button.Url);
    }
}
