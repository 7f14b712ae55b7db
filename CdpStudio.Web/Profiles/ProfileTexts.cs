namespace CdpStudio.Web.Profiles;

/// <summary>Marks the texts of this folder.</summary>
public sealed class ProfileTexts;
