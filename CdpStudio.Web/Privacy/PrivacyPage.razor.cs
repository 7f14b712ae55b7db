using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>What people may ask for: a copy of what is held about them, its end, and who looked at them.</summary>
public sealed partial class PrivacyPage(IStringLocalizer<PrivacyTexts> texts)
{
    private const string ErasuresName = "erasures";
    private const string RevealsName = "reveals";

    /// <summary>Where an erasure is seen once it was asked for.</summary>
    internal const string ErasuresAddress = "/settings/privacy?tab=" + ErasuresName;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private IReadOnlyList<TabItem> TabItems(bool mayErase) =>
        [new("", texts["Exports"]), .. mayErase ? (TabItem[])[new(ErasuresName, texts["Erasures"])] : [], new(RevealsName, texts["Reveals"])];
}
