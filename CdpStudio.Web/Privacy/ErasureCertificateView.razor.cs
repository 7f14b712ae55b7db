using CdpStudio.Core.Privacy;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>What an erasure removed, whether anything was left, and what goes later, in the reader's words.</summary>
public sealed partial class ErasureCertificateView(IStringLocalizer<PrivacyTexts> texts)
{
    [Parameter, EditorRequired]
    public required ErasureCertificate Certificate { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private string Whom => Certificate.Found ? texts.Plural("ErasedPerson", Certificate.Identifiers) : texts["ErasedNobody"].Value;

    private IReadOnlyList<KeyValuePair<string, long>> Removed => [.. Certificate.Parts.Select(p => KeyValuePair.Create(p.Part, p.Removed))];

    // An erasure that leaves something fails; what a certificate says is told all the same and not taken for granted.
    private string Found => Certificate.Parts.Sum(p => p.Left) is > 0 and var left ? texts.Plural("CheckedFound", left) : texts["CheckedNothing"].Value;
}
