using System.Globalization;

namespace CdpStudio.Web.Hosting;

internal static class Prerequisites
{
    /// <returns>What this machine lacks, in one sentence; null when all is there.</returns>
    public static string? Missing()
    {
        // Without ICU every culture is the invariant one: names would sort and numbers read wrongly, in silence.
        var invariant = AppContext.TryGetSwitch("System.Globalization.Invariant", out var on) && on
            || CultureInfo.GetCultureInfo("de-DE").NumberFormat.NumberDecimalSeparator != ",";

        return invariant
            ? "CdpStudio needs ICU for names, numbers and dates in every language: install libicu and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            : null;
    }
}
