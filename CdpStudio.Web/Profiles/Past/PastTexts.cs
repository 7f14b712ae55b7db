namespace CdpStudio.Web.Profiles.Past;

/// <summary>Marks the texts of this folder.</summary>
public sealed class PastTexts;
