using CdpStudio.Core.Journeys;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Walks;

/// <summary>One person's paths through journeys, step by step, with what was decided and what became of the mails.</summary>
public sealed partial class JourneyWalks(JourneyPath path, ViewCulture view, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<WalkedPath>? _walks;
    private ProfileId? _shown;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Profile) return;

        _shown = Profile;
        _walks = await path.OfAsync(Profile, journey: null, _leaving.Token);
    }

    private string OutcomeOf(PathMail mail) =>
        mail.Reason is { } reason ? view.Labelled(texts[$"Send_{mail.State}"], texts[$"Reason_{reason}"]) : texts[$"Send_{mail.State}"];

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
