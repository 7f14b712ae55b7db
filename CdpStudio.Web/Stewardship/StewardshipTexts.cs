namespace CdpStudio.Web.Stewardship;

/// <summary>Marks the texts of this folder.</summary>
public sealed class StewardshipTexts;
