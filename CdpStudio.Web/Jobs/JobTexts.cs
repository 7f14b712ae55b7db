namespace CdpStudio.Web.Jobs;

/// <summary>Marks the texts of this folder.</summary>
public sealed class JobTexts;
