using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging.Topics;

/// <summary>Makes a topic, or changes what is said of one.</summary>
public sealed partial class TopicPanel(SaveTopicHandler save, CurrentTopics topics, IStringLocalizer<TopicTexts> texts)
{
    private string? _nameError;
    private string? _refusal;

    [Parameter, EditorRequired]
    public required TopicDraft Draft { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<TopicTexts> Texts => texts;

    private async Task SaveAsync()
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        var key = Draft.Key ?? SegmentKey.FromName(Draft.Name, taken => topics.Find(taken.Value) is not null, nameless: "topic").Value;
        var result = await save.HandleAsync(new SaveTopic(key, Draft.Name, Draft.Description, Draft.Names, Draft.IsArchived, by), CancellationToken.None);
        _nameError = result is SaveTopicResult.NameRefused ? texts["NameError", Topic.MaxNameLength].Value : null;
        _refusal = result switch
        {
            SaveTopicResult.Saved or SaveTopicResult.NameRefused => null,
            SaveTopicResult.TooMany => texts["TooMany", Topic.Most].Value,
            // The fields hold no more than is allowed.
            _ => texts["NotSaved"].Value,
        };
        if (result is SaveTopicResult.Saved) await OnSaved.InvokeAsync();
    }
}
