using CdpStudio.Core.Audience;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Erases the person of the page, once that was confirmed, and goes to where it is seen.</summary>
public sealed partial class ErasureButton(NavigationManager navigation, IStringLocalizer<PrivacyTexts> texts)
{
    private bool _asking;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private void Leave() => navigation.NavigateTo(PrivacyPage.ErasuresAddress);
}
