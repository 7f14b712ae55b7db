namespace CdpStudio.Core.Persistence.Providers;

internal static class StoredText
{
    /// <summary>PostgreSQL refuses a NUL in text. So that the three databases hold the same, none of them gets one.</summary>
    public static string Clean(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
}
