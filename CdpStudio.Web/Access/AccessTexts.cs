namespace CdpStudio.Web.Access;

/// <summary>Marks the texts of this folder.</summary>
public sealed class AccessTexts;
