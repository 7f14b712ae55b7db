using CdpStudio.Core.Governance.Access;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

internal static class AccountRefusals
{
    extension(IStringLocalizer<AccessTexts> texts)
    {
        /// <summary>What to tell the reader.</summary>
        public string Of(AccountRefusal refusal) => texts[$"Refused{refusal}"];
    }
}
