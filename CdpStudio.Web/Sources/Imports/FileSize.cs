namespace CdpStudio.Web.Sources.Imports;

internal static class FileSize
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB"];

    /// <summary>Such as 1.5 MB, with 1,024 bytes in a KB as file managers count.</summary>
    public static string Of(long bytes, IFormatProvider formats)
    {
        var size = (double)bytes;
        var unit = 0;
        for (; size >= 1024 && unit < s_units.Length - 1; unit++) size /= 1024;
        return size.ToString(unit == 0 || size >= 100 ? "N0" : "N1", formats) + " " + s_units[unit];
    }
}
