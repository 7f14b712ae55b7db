using System.Text;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>Reads one section, which was checked as a whole. What <see cref="MappedBytes.WriteMapped"/> wrote stays in the file.</summary>
/// <param name="file">Null when nothing of it is mapped.</param>
/// <param name="start">Of the section, in bytes from the beginning of the file.</param>
/// <param name="smallest">Shorter arrays are copied.</param>
internal sealed class SectionReader(Stream content, MappedFile? file, long start, int smallest) : BinaryReader(content, Encoding.UTF8, leaveOpen: true)
{
    /// <exception cref="InvalidDataException">The section holds less than it says.</exception>
    public ReadOnlyMemory<byte> ReadMapped()
    {
        var length = ReadInt32();
        var place = MappedBytes.AlignedFrom(BaseStream.Position);
        if (length < 0 || place + length > BaseStream.Length) throw new InvalidDataException(FormattableString.Invariant($"{length} bytes are not there."));

        BaseStream.Position = place;
        if (file is null || length < smallest) return ReadBytes(length);

        BaseStream.Position = place + length;
        return file.Slice(start + place, length);
    }
}

/// <summary>Arrays of plain numbers at places in the file where they can be used as they lie.</summary>
internal static class MappedBytes
{
    /// <summary>Sections begin at multiples of that, and within them arrays do.</summary>
    private const int Alignment = 8;

    public static long AlignedFrom(long place) => (place + Alignment - 1) / Alignment * Alignment;

    /// <param name="writer">Over a section alone.</param>
    public static void WriteMapped(this BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        var length = writer.BaseStream.Length;
        for (var missing = AlignedFrom(length) - length; missing > 0; missing--) writer.Write((byte)0);
        writer.Write(bytes);
    }
}
