namespace CdpStudio.Web.Duplicates;

/// <summary>Marks the texts of this folder.</summary>
public sealed class DuplicateTexts;
