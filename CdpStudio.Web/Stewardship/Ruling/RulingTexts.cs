namespace CdpStudio.Web.Stewardship.Ruling;

/// <summary>Marks the texts of this folder.</summary>
public sealed class RulingTexts;
