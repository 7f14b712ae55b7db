namespace CdpStudio.Web.Components;

/// <summary>Marks the texts of this folder.</summary>
public sealed class ComponentTexts;
