namespace CdpStudio.Web.Quarantine;

/// <summary>Marks the texts of this folder.</summary>
public sealed class QuarantineTexts;
