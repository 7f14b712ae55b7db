namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>Looks into Microsoft's old container only so far as to say why it is refused.</summary>
internal static class OleFile
{
    private const int LookedAt = 1024 * 1024;

    /// <summary>A locked xlsx lies in a stream of this name; the names are UTF-16.</summary>
    private static readonly byte[] s_package = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");

    public static bool IsLocked(Stream content)
    {
        var bytes = new byte[LookedAt];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, length).IndexOf(s_package) >= 0;
    }
}
