namespace CdpStudio.Web.Sources.Imports;

/// <summary>Marks <c>ImportTexts.resx</c>.</summary>
public sealed class ImportTexts;
