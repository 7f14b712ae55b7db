namespace CdpStudio.Web.Settings;

/// <summary>Marks the texts of this folder.</summary>
public sealed class SettingsTexts;
