namespace CdpStudio.Web.Privacy;

/// <summary>Marks the texts of this folder.</summary>
public sealed class PrivacyTexts;
