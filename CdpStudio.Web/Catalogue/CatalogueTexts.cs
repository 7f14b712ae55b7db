namespace CdpStudio.Web.Catalogue;

/// <summary>Marks the texts of this folder.</summary>
public sealed class CatalogueTexts;
