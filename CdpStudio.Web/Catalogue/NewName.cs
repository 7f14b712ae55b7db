using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

internal static class NewName
{
    extension(IStringLocalizer<CatalogueTexts> texts)
    {
        /// <returns>Null, or what is to be done about the name.</returns>
        public string? WhyNot(string name) =>
            StudioText.IsBlank(name) ? texts["NameBlank"].Value
            : name.Length > CatalogueName.MaxLength ? texts["NameTooLong", CatalogueName.MaxLength].Value
            : CatalogueName.WhyNot(name) is not null ? texts["BadName"].Value
            : null;
    }
}
