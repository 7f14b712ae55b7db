using System.Text;

namespace CdpStudio.Core.Kernel;

/// <summary>Reads one section of a file, which was checked as a whole. What was written by <see cref="MappedBytes"/> stays in the file.</summary>
/// <param name="start">Of the section, in bytes from the beginning of the file.</param>
internal sealed class MappedReader(Stream content, MappedFile? file, long start, int smallest) : BinaryReader(content, Encoding.UTF8, leaveOpen: true)
{
    /// <summary>Null when nothing of it is mapped.</summary>
    public MappedFile? File => file;

    /// <summary>In bytes; shorter arrays are copied.</summary>
    public int Smallest => smallest;

    /// <exception cref="InvalidDataException">The section holds less than it says.</exception>
    public ReadOnlyMemory<byte> ReadMapped()
    {
        var length = ReadInt32();
        this.BeginMapped(length);
        return file is null || length < smallest ? ReadBytes(length) : file.Slice(Skip(length), length);
    }

    /// <summary>Passes over bytes that lie there.</summary>
    /// <returns>Where they begin in the file.</returns>
    public long Skip(int length)
    {
        var place = BaseStream.Position;
        BaseStream.Position = place + length;
        return start + place;
    }
}

/// <summary>Arrays of plain numbers at places in the file where they can be used as they lie.</summary>
internal static class MappedBytes
{
    /// <summary>Sections begin at multiples of that, and within them arrays do.</summary>
    private const int Alignment = 8;

    public static long AlignedFrom(long place) => (place + Alignment - 1) / Alignment * Alignment;

    /// <param name="writer">Over a section alone.</param>
    public static void WriteMapped(this BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.BeginMapped(bytes.Length);
        if (MappedFile.IsPart(bytes, out var file, out var start)) file.CopyTo(writer.BaseStream, start, bytes.Length);
        else writer.Write(bytes.Span);
    }

    /// <summary>A page of an array; one that is not there is empty.</summary>
    /// <inheritdoc cref="WriteMapped"/>
    public static void WritePage(this BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            writer.Write(0);
            return;
        }

        writer.BeginMapped(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Says how many bytes follow, from the next place on where they can be used.</summary>
    public static void BeginMapped(this BinaryWriter writer, int length)
    {
        writer.Write(length);
        writer.Flush();
        var end = writer.BaseStream.Length;
        for (var missing = AlignedFrom(end) - end; missing > 0; missing--) writer.Write((byte)0);
    }

    /// <summary>Goes to where so many bytes begin.</summary>
    /// <exception cref="InvalidDataException">They are not there.</exception>
    public static void BeginMapped(this BinaryReader reader, int length)
    {
        var place = AlignedFrom(reader.BaseStream.Position);
        if (length < 0 || place + length > reader.BaseStream.Length) throw new InvalidDataException(FormattableString.Invariant($"{length} bytes are not there."));
        reader.BaseStream.Position = place;
    }
}
