using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Gallery;

/// <summary>Every part of the design system in its states, to look at in both themes and directions.</summary>
public sealed partial class GalleryPage(IStringLocalizer<GalleryTexts> texts, ToastList toasts, TimeProvider clock)
{
    private readonly DateTimeOffset _yesterday = clock.GetUtcNow().AddDays(-1);
    private bool _asking;
    private bool _panel;

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    private IStringLocalizer<GalleryTexts> Texts => texts;
}
