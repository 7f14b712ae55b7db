namespace CdpStudio.Web.Sources;

/// <summary>Marks the texts of this folder.</summary>
public sealed class SourceTexts;
