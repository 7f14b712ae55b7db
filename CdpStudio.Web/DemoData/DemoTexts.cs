namespace CdpStudio.Web.DemoData;

/// <summary>Marks the texts of this folder.</summary>
public sealed class DemoTexts;
