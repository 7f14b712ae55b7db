using CdpStudio.Core.Privacy;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

internal static class ErasureWords
{
    /// <summary>Why an erasure failed, in the reader's words; null for what is said elsewhere.</summary>
    public static string? Known(string words, IStringLocalizer<PrivacyTexts> texts) => words switch
    {
        ErasureFailure.Cancelled => texts["FailureErasureCancelled"].Value,
        ErasureFailure.Left => texts["FailureErasureLeft"].Value,
        ErasureFailure.Busy => texts["FailureErasureBusy"].Value,
        _ => null,
    };
}
