using CdpStudio.Core.Governance.Consent;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging.Topics;

/// <summary>What the workspace writes about, as people may choose it.</summary>
public sealed partial class TopicsPage(CurrentTopics topics, ViewCulture view, ToastList toasts, IStringLocalizer<TopicTexts> texts)
{
    private TopicDraft? _editing;

    private IStringLocalizer<TopicTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["Settings"], "/settings")];

    private void ShowSaved()
    {
        _editing = null;
        toasts.Show(texts["Saved"]);
    }
}
