using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <param name="Name">With / between folders. To show and to compare; never a path on disk.</param>
internal sealed record ZipEntry(string Name, int Method, bool IsLocked, uint Crc, long Packed, long Unpacked, long Offset)
{
    public bool IsStored => Method == 0;

    public bool IsFolder => Name.EndsWith('/');
}

/// <summary>
/// A zip archive's list of files, and streams of them side by side. The framework's reader is not used: it takes the list into memory
/// whatever its length, and a file that is cut off or longer than it says for the whole.
/// </summary>
internal sealed class ZipFile : IDisposable
{
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const uint EndSignature = 0x06054B50;
    private const uint End64Signature = 0x06064B50;
    private const uint End64LocatorSignature = 0x07064B50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int MaxListBytes = 16 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly UnpackLimits _limits;
    private readonly Dictionary<string, ZipEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    // What stands before the archive in its file, such as a program that unpacks it.
    private long _shift;

    private ZipFile(SafeFileHandle file, UnpackLimits limits)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
        _limits = limits;
        Entries = ReadList();
        foreach (var entry in Entries) _byName.TryAdd(entry.Name, entry);
    }

    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>For temporary files.</summary>
    public required string Folder { get; init; }

    /// <exception cref="UnreadableFileException">It is broken, or holds too many files.</exception>
    public static ZipFile Open(string path, UnpackLimits limits, FileOptions options = FileOptions.None)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, options | FileOptions.RandomAccess);
        try
        {
            return new ZipFile(file, limits) { Folder = Path.GetDirectoryName(Path.GetFullPath(path))! };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>By its name without regard to case; of several the first one. Null when it is not there.</summary>
    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="UnreadableFileException">It is locked, packed in an unknown way, too large, or not where the list says.</exception>
    public ZipEntryStream Open(ZipEntry entry)
    {
        if (entry.IsLocked) throw new UnreadableFileException(FileProblem.LockedArchive, entry.Name);
        if (entry.Method is not 0 and not 8) throw new UnreadableFileException(FileProblem.UnknownCompression, entry.Name);
        _limits.Check(entry.Unpacked, entry.Packed);

        Span<byte> local = stackalloc byte[LocalLength];
        ReadAt(local, entry.Offset + _shift);
        if (U32(local, 0) != LocalSignature) throw Broken("a file is not where its list says");
        var start = entry.Offset + _shift + LocalLength + U16(local, 26) + U16(local, 28);
        if (entry.Packed > _length - start) throw Broken("a file reaches beyond its end");
        return new ZipEntryStream(entry, new FileSlice(_file, start, entry.Packed), _limits);
    }

    public void Dispose() => _file.Dispose();

    private List<ZipEntry> ReadList()
    {
        var (count, size, start) = FindList();
        if (count > _limits.MaxEntries) throw new UnreadableFileException(FileProblem.TooManyEntries, FormattableString.Invariant($"{_limits.MaxEntries}"));
        if (count < 0 || size is < 0 or > MaxListBytes || start < 0 || start > _length - size) throw Broken("its list of files is not where it should be");

        var list = new byte[size];
        ReadAt(list, start);
        var entries = new List<ZipEntry>((int)count);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var rest = list.AsSpan(at);
            if (rest.Length < EntryLength || U32(rest, 0) != EntrySignature) throw Broken("its list of files is shorter than it says");
            var length = EntryLength + U16(rest, 28) + U16(rest, 30) + U16(rest, 32);
            if (rest.Length < length) throw Broken("its list of files ends in the middle");
            entries.Add(Entry(rest[..length]));
            at += length;
        }

        return entries;
    }

    private (long Count, long Size, long Start) FindList()
    {
        var tail = new byte[(int)Math.Min(_length, EndLength + ushort.MaxValue)];
        ReadAt(tail, _length - tail.Length);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            // A comment may hold the signature too, so the comment has to reach the end.
            if (U32(end, 0) != EndSignature || at + EndLength + U16(end, 20) != tail.Length) continue;

            var position = _length - tail.Length + at;
            if (U16(end, 10) == ushort.MaxValue || U32(end, 12) == uint.MaxValue || U32(end, 16) == uint.MaxValue) return FindList64(position);

            _shift = position - U32(end, 12) - U32(end, 16);
            return (U16(end, 10), U32(end, 12), U32(end, 16) + _shift);
        }

        throw Broken("its list of files, which is at the end, is not there");
    }

    private (long Count, long Size, long Start) FindList64(long end)
    {
        Span<byte> locator = stackalloc byte[20];
        ReadAt(locator, end - locator.Length);
        if (U32(locator, 0) != End64LocatorSignature) throw Broken("its list of files is not where it should be");

        var position = U64(locator, 8);
        Span<byte> end64 = stackalloc byte[56];
        ReadAt(end64, position);
        if (U32(end64, 0) != End64Signature) throw Broken("its list of files is not where it should be");
        return (U64(end64, 32), U64(end64, 40), U64(end64, 48));
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> list)
    {
        var flags = U16(list, 8);
        var name = list.Slice(EntryLength, U16(list, 28));
        long packed = U32(list, 20), unpacked = U32(list, 24), offset = U32(list, 42);
        var extra = list.Slice(EntryLength + name.Length, U16(list, 30));
        while (extra.Length >= 4 && U16(extra, 2) + 4 <= extra.Length)
        {
            var values = extra.Slice(4, U16(extra, 2));
            if (U16(extra, 0) == 1)
            {
                unpacked = Wide(unpacked, ref values);
                packed = Wide(packed, ref values);
                offset = Wide(offset, ref values);
            }

            extra = extra[(4 + U16(extra, 2))..];
        }

        if (packed < 0 || unpacked < 0 || offset < 0) throw Broken("its list of files holds impossible numbers");
        return new ZipEntry(NameOf(name, isUtf8: (flags & 0x800) != 0), U16(list, 10), (flags & 1) != 0, U32(list, 16), packed, unpacked, offset);
    }

    // A number that does not fit into 32 bits stands among the extra values, in the order in which they are asked for.
    private static long Wide(long narrow, ref ReadOnlySpan<byte> values)
    {
        if (narrow != uint.MaxValue || values.Length < 8) return narrow;
        var wide = U64(values, 0);
        values = values[8..];
        return wide;
    }

    // Programs in China or Japan write names in their system's encoding and say nothing of it.
    private static string NameOf(ReadOnlySpan<byte> name, bool isUtf8)
    {
        var encoding = isUtf8 ? Encoding.UTF8 : EncodingDetection.Detect(name, start: false).Encoding.Create();
        return encoding.GetString(name).Replace('\\', '/').Replace(TextEncoding.Undecodable, '\uFFFD');
    }

    private void ReadAt(Span<byte> to, long position)
    {
        while (!to.IsEmpty)
        {
            var read = position < 0 ? 0 : RandomAccess.Read(_file, to, position);
            if (read == 0) throw Broken("it ends in the middle");
            to = to[read..];
            position += read;
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static UnreadableFileException Broken(string why) => new(FileProblem.BrokenArchive, why);
}
