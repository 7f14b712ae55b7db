using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <summary>Bytes that are added at the end and read anywhere: the first ones stay in memory, the others go to a temporary file.</summary>
/// <param name="memoryBlocks">How many blocks of 64 KB stay in memory.</param>
internal sealed class SpillBuffer(string folder, int memoryBlocks) : IDisposable
{
    private const int BlockSize = 64 * 1024;
    private const int CachedBlocks = 64;

    private readonly List<byte[]> _memory = [];
    private readonly (long Block, byte[] Bytes)[] _cache = new (long, byte[])[CachedBlocks];
    private byte[] _last = new byte[BlockSize];
    private SafeFileHandle? _file;

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var at = (int)(Length % BlockSize);
            var part = bytes[..Math.Min(bytes.Length, BlockSize - at)];
            part.CopyTo(_last.AsSpan(at));
            Length += part.Length;
            bytes = bytes[part.Length..];
            if (Length % BlockSize == 0) StoreLast();
        }
    }

    public void Read(long position, Span<byte> to)
    {
        while (!to.IsEmpty)
        {
            var at = (int)(position % BlockSize);
            var part = Block(position / BlockSize).AsSpan(at);
            part = part[..Math.Min(part.Length, to.Length)];
            part.CopyTo(to);
            to = to[part.Length..];
            position += part.Length;
        }
    }

    public void Dispose() => _file?.Dispose();

    private void StoreLast()
    {
        var number = (Length / BlockSize) - 1;
        if (number < memoryBlocks)
        {
            _memory.Add(_last);
            _last = new byte[BlockSize];
            return;
        }

        _file ??= File.OpenHandle(
            Path.Combine(folder, $"{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        RandomAccess.Write(_file, _last, (number - memoryBlocks) * BlockSize);
    }

    private byte[] Block(long number)
    {
        if (number == Length / BlockSize) return _last;
        if (number < memoryBlocks) return _memory[(int)number];

        // Strings are mostly asked for in the order in which they were added, so a block is asked for many times.
        ref var cached = ref _cache[number % CachedBlocks];
        if (cached.Bytes is null) cached = (-1, new byte[BlockSize]);
        if (cached.Block != number)
        {
            RandomAccess.Read(_file!, cached.Bytes, (number - memoryBlocks) * BlockSize);
            cached.Block = number;
        }

        return cached.Bytes;
    }
}
