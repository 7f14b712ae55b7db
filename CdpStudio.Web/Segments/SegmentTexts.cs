namespace CdpStudio.Web.Segments;

/// <summary>Marks the texts of this folder.</summary>
public sealed class SegmentTexts;
