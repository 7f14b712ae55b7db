using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <param name="Typing">The field that was typed in; null for what was chosen.</param>
public sealed record ContentChange(MessageContent Content, string? Typing);

/// <summary>What a mail says, as a form. It keeps nothing: whoever shows it holds the content, saves it and knows how to undo.</summary>
public sealed partial class ContentForm(CurrentTopics topics, ConsentWords words, IStringLocalizer<ContentTexts> texts)
{
    private const int MaxLine = 1_000;

    [Parameter, EditorRequired]
    public required MessageContent Content { get; set; }

    /// <summary>Tells the mails of a page apart, where it has several.</summary>
    [Parameter]
    public string Of { get; set; } = "";

    [Parameter]
    public EventCallback<ContentChange> OnChange { get; set; }

    /// <summary>What is wrong, in the reader's words, by member: <c>subject</c>, <c>button/url</c>.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Errors { get; set; } = new Dictionary<string, string>();

    private IStringLocalizer<ContentTexts> Texts => texts;

    // One that was put away is still shown, or the field would say that none was chosen.
    private IEnumerable<string> Topics => topics.Open.Select(t => t.Key).Append(Content.Topic).Where(key => key.Length > 0).Distinct();

    private MessagePicture Picture => Content.Picture ?? new MessagePicture("", "");

    private MessageButton ButtonPart => Content.Button ?? new MessageButton("", "");

    private string Named(string field) => Of.Length == 0 ? field : $"{Of}-{field}";

    private string? ErrorOf(string member) => Errors.GetValueOrDefault(member);

    private Task SayAsync(MessageContent content, string? typing) => OnChange.InvokeAsync(new ContentChange(content, typing));

    // Two empty fields are no picture, and no button.
    private Task PictureAsync(MessagePicture picture, string typing) =>
        SayAsync(Content with { Picture = picture is { Url: "", Alt: "" } ? null : picture }, typing);

    private Task ButtonAsync(MessageButton button, string typing) =>
        SayAsync(Content with { Button = button is { Text: "", Url: "" } ? null : button }, typing);
}
