namespace CdpStudio.Web.Stewardship.Held;

/// <summary>Marks the texts of this folder.</summary>
public sealed class HeldTexts;
