using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// What a mail says, before it is one person's: the one ready template with its editable parts. Texts may hold merge tags,
/// <c>{{attribute|fallback}}</c>. Stored as JSON with <c>"version":1</c>; members are added to and never renamed.
/// </summary>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">What mailboxes show after the subject; may be empty.</param>
/// <param name="Text">Paragraphs are separated by empty lines.</param>
/// <param name="Footer">Below the line; the postal address and the unsubscribe link follow it in every mail.</param>
/// <param name="Html">The advanced tab: takes the place of the template. Null without it. <c>{{$unsubscribe}}</c> is the link.</param>
public sealed record MessageContent(
    string Subject,
    string Preheader,
    string Heading,
    string Text,
    MessagePicture? Picture,
    MessageButton? Button,
    string Footer,
    string? Html)
{
    public static readonly MessageContent Empty = new("", "", "", "", null, null, "", null);

    /// <summary>What it is about, a topic's key: who left the topic does not get it. Empty for none.</summary>
    public string Topic { get; init; } = "";

    /// <summary>One of <see cref="ConsentPurpose"/>.</summary>
    public string Purpose { get; init; } = ConsentPurpose.Marketing;

    public ConsentPlace About => new(Topic, Purpose);
}

/// <param name="Alt">What those read who do not see it.</param>
public sealed record MessagePicture(string Url, string Alt);

public sealed record MessageButton(string Text, string Url);
