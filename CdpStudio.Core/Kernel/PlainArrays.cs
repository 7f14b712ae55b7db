using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdpStudio.Core.Kernel;

/// <summary>Arrays of plain numbers as they lie in memory: for files that a machine of the same kind reads again.</summary>
internal static class PlainArrays
{
    // A span of bytes ends at 2 GB, an array of larger items does not.
    private const int ItemsAtOnce = 1 << 22;

    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> items)
        where T : unmanaged
    {
        writer.Write(items.Length);
        for (; items.Length > ItemsAtOnce; items = items[ItemsAtOnce..]) writer.Write(MemoryMarshal.AsBytes(items[..ItemsAtOnce]));
        writer.Write(MemoryMarshal.AsBytes(items));
    }

    /// <exception cref="InvalidDataException">The stream holds less than it says.</exception>
    public static T[] ReadArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var count = ReadCount<T>(reader);
        var items = GC.AllocateUninitializedArray<T>(count);
        var rest = items.AsSpan();
        for (; rest.Length > ItemsAtOnce; rest = rest[ItemsAtOnce..]) reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rest[..ItemsAtOnce]));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rest));
        return items;
    }

    /// <inheritdoc cref="ReadArray"/>
    public static void SkipArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var bytes = (long)ReadCount<T>(reader) * Unsafe.SizeOf<T>();
        reader.BaseStream.Position += bytes;
    }

    private static int ReadCount<T>(BinaryReader reader)
        where T : unmanaged
    {
        var count = reader.ReadInt32();
        return count >= 0 && (long)count * Unsafe.SizeOf<T>() <= reader.BaseStream.Length - reader.BaseStream.Position
            ? count
            : throw new InvalidDataException(FormattableString.Invariant($"{count} items are not there."));
    }
}
