using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Ruling;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship.Ruling;

/// <summary>What other rules would do to the people there are.</summary>
public sealed partial class RulePreview(ViewCulture view, IStringLocalizer<RulingTexts> texts)
{
    private bool _asking;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IdentityPreviewRow Preview { get; set; }

    [Parameter, EditorRequired]
    public required SeenPeople People { get; set; }

    [Parameter]
    public EventCallback<long> OnSet { get; set; }

    private IStringLocalizer<RulingTexts> Texts => texts;

    private ViewCulture View => view;

    private string Whole(long number) => number.ToString("N0", view.Formats);

    private string NameOf(long number) => People.Read(new ProfileId(number)) is { } person ? ProfileName.Of(person) : Whole(number);

    private async Task SetAsync()
    {
        _isBusy = true;
        await OnSet.InvokeAsync(Preview.Id);
        (_isBusy, _asking) = (false, false);
    }
}
