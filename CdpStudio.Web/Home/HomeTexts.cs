namespace CdpStudio.Web.Home;

/// <summary>Marks the texts of this folder.</summary>
public sealed class HomeTexts;
