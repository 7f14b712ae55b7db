namespace CdpStudio.Web.Gallery;

/// <summary>Marks the texts of this folder.</summary>
public sealed class GalleryTexts;
