namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

internal static class PackedBytes
{
    /// <summary>The bytes can't be unpacked; other trouble is the disk's. The runtime keeps one of its two exceptions to itself.</summary>
    public static bool AreDamaged(Exception e) => e is InvalidDataException || e.GetType().FullName == "System.IO.Compression.ZLibException";
}
