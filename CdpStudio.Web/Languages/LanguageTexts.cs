namespace CdpStudio.Web.Languages;

/// <summary>Marks the texts of this folder.</summary>
public sealed class LanguageTexts;
