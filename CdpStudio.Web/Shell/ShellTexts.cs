namespace CdpStudio.Web.Shell;

/// <summary>Marks the texts of this folder.</summary>
public sealed class ShellTexts;
