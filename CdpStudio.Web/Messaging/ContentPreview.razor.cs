using CdpStudio.Core.Audience;
using CdpStudio.Core.Messaging.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>A mail as one person would get it, while it is written.</summary>
public sealed partial class ContentPreview(MailPreview preview, IStringLocalizer<ContentTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ProfileRecord? _person;
    private MessageContent? _shown;
    private MailRendering? _rendering;

    [Parameter, EditorRequired]
    public required MessageContent Content { get; set; }

    private IStringLocalizer<ContentTexts> Texts => texts;

    protected override Task OnParametersSetAsync() => Content == _shown ? Task.CompletedTask : DrawAsync();

    private Task PickAsync(ProfileRecord? person)
    {
        _person = person;
        return DrawAsync();
    }

    private async Task DrawAsync()
    {
        _shown = Content;
        _rendering = await preview.OfAsync(Content, _person?.Id, _leaving.Token);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
