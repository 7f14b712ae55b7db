using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

internal static class RefusedRule
{
    extension(IStringLocalizer<CatalogueTexts> texts)
    {
        /// <returns>Null, or what is to be done about the winning rule.</returns>
        public string? WhyNoRule(DeclareResult result) => result switch
        {
            DeclareResult.BadWinningRule => texts["WinsError"].Value,
            DeclareResult.BadRanking => texts["RankingError", WinningRule.MostRanked].Value,
            _ => null,
        };
    }
}
