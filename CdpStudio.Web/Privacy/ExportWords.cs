using CdpStudio.Core.Privacy;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

internal static class ExportWords
{
    /// <summary>Why an export failed, in the reader's words; null for what is said elsewhere.</summary>
    public static string? Known(string words, IStringLocalizer<PrivacyTexts> texts) => words switch
    {
        ExportFailure.Cancelled => texts["FailureCancelled"].Value,
        ExportFailure.Removed => texts["FailureRemoved"].Value,
        ExportFailure.Gone => texts["FailureGone"].Value,
        _ => null,
    };
}
