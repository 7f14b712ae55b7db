using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Components;
using CdpStudio.Web.Messaging;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>What the mail says, beside what somebody gets.</summary>
public sealed partial class MessageTab(ContentCheck check, CampaignWords words, ToastList toasts, IStringLocalizer<CampaignTexts> texts)
{
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>();

    [Parameter, EditorRequired]
    public required CampaignDesk Desk { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>As whom the message is shown.</summary>
    [Parameter]
    public EventCallback<ProfileId?> OnPerson { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    protected override void OnParametersSet() => _errors = ErrorsOf(Desk.Content);

    private void Type(ContentChange change)
    {
        // HTML that was written is not lost to one press.
        if (change.Content.Html is null && Desk.Content.Html is { Length: > 0 } html)
            toasts.Show(texts["HtmlDropped"], () => InvokeAsync(() => Desk.Type(Desk.Content with { Html = html })));

        Desk.Type(change.Content);
        _errors = ErrorsOf(change.Content);
    }

    // What is not there yet is no error while somebody writes; the last look says it.
    private Dictionary<string, string> ErrorsOf(MessageContent content) => check.Of(content)
        .Where(p => p.Blocks && p.Kind is not (ContentProblemKind.NoSubject or ContentProblemKind.NoText or ContentProblemKind.ButtonWithoutLink or ContentProblemKind.ButtonWithoutText))
        .GroupBy(p => MemberOf(p.Part))
        .ToDictionary(g => g.Key, g => words.Of(g.First()));

    private static string MemberOf(ContentPart part) => part switch
    {
        ContentPart.Subject => "subject",
        ContentPart.Preheader => "preheader",
        ContentPart.Heading => "heading",
        ContentPart.Text or ContentPart.Message => "text",
        ContentPart.Picture => "picture/url",
        ContentPart.Button => "button/url",
        ContentPart.Footer => "footer",
        ContentPart.Html => "html",
        ContentPart.Topic => "topic",
        _ => throw new System.Diagnostics.UnreachableException(part.ToString()),
    };
}
