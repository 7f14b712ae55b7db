using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Messages in a file, sorted by key: as exact as a dictionary, at two bytes of memory a message. A cache of what the database holds,
/// gone when it is closed.
/// </summary>
internal sealed class SeenFile : IDisposable
{
    private const int RecordBytes = 32;
    private const int RecordsPerPage = 128;
    private const int PageBytes = RecordBytes * RecordsPerPage;

    // Invariant: of every key that is in the file, all of its bits are set. 16 bits a key and 5 of them set let one in some hundred
    // strange keys through, which the file then refuses.
    private const int BlockWords = 8;
    private const int KeysPerBlock = BlockWords * 64 / 16;
    private const int BitsPerKey = 5;

    private readonly SafeFileHandle _file;
    private readonly UInt128[] _firstOfPage;
    private readonly ulong[] _filter;

    private SeenFile(SafeFileHandle file, int count)
    {
        _file = file;
        Count = count;
        _firstOfPage = new UInt128[(count + RecordsPerPage - 1) / RecordsPerPage];
        _filter = new ulong[((count / KeysPerBlock) + 1) * BlockWords];
    }

    public int Count { get; }

    /// <param name="count">Of the messages, at least 1.</param>
    /// <param name="sorted">By rising key, each once.</param>
    public static SeenFile Write(string folder, int count, IEnumerable<(UInt128 Key, UInt128 Content)> sorted)
    {
        var seen = new SeenFile(ScratchFile.Open(folder), count);
        try
        {
            seen.Fill(sorted);
        }
        catch
        {
            seen.Dispose();
            throw;
        }

        return seen;
    }

    /// <summary>One file of two, which stay as they are.</summary>
    public static SeenFile Merge(string folder, SeenFile a, SeenFile b) => Write(folder, a.Count + b.Count, Merged(a.Read(), b.Read()));

    public bool TryFind(UInt128 key, out UInt128 content)
    {
        content = 0;
        if (!MayHold(key)) return false;

        var page = Array.BinarySearch(_firstOfPage, key);
        if (page < 0) page = ~page - 1;
        if (page < 0) return false;

        Span<byte> records = stackalloc byte[PageBytes];
        records = records[..ReadAt(records, (long)page * PageBytes)];
        var (low, high) = (0, (records.Length / RecordBytes) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = BinaryPrimitives.ReadUInt128LittleEndian(records[(middle * RecordBytes)..]);
            if (found == key)
            {
                content = BinaryPrimitives.ReadUInt128LittleEndian(records[((middle * RecordBytes) + (RecordBytes / 2))..]);
                return true;
            }

            if (found < key) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }

    public IEnumerable<(UInt128 Key, UInt128 Content)> Read()
    {
        var records = new byte[16 * PageBytes];
        for (var at = 0L; ; at += records.Length)
        {
            var length = ReadAt(records, at);
            for (var record = 0; record < length; record += RecordBytes)
            {
                yield return (
                    BinaryPrimitives.ReadUInt128LittleEndian(records.AsSpan(record)),
                    BinaryPrimitives.ReadUInt128LittleEndian(records.AsSpan(record + (RecordBytes / 2))));
            }

            if (length < records.Length) yield break;
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill(IEnumerable<(UInt128 Key, UInt128 Content)> sorted)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * PageBytes);
        var (number, at) = (0, 0L);
        foreach (var (key, content) in sorted)
        {
            if (number % RecordsPerPage == 0) _firstOfPage[number / RecordsPerPage] = key;
            Mark(key);
            BinaryPrimitives.WriteUInt128LittleEndian(buffer.GetSpan(RecordBytes), key);
            BinaryPrimitives.WriteUInt128LittleEndian(buffer.GetSpan(RecordBytes)[(RecordBytes / 2)..], content);
            buffer.Advance(RecordBytes);
            number++;
            if (buffer.WrittenCount < 16 * PageBytes) continue;

            RandomAccess.Write(_file, buffer.WrittenSpan, at);
            at += buffer.WrittenCount;
            buffer.ResetWrittenCount();
        }

        RandomAccess.Write(_file, buffer.WrittenSpan, at);
    }

    private int ReadAt(Span<byte> buffer, long at)
    {
        var length = 0;
        while (length < buffer.Length && RandomAccess.Read(_file, buffer[length..], at + length) is var read and > 0) length += read;
        return length;
    }

    private static IEnumerable<(UInt128 Key, UInt128 Content)> Merged(
        IEnumerable<(UInt128 Key, UInt128 Content)> a, IEnumerable<(UInt128 Key, UInt128 Content)> b)
    {
        using var left = a.GetEnumerator();
        using var right = b.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.Key < right.Current.Key))
            {
                yield return left.Current;
                hasLeft = left.MoveNext();
            }
            else
            {
                yield return right.Current;
                hasRight = right.MoveNext();
            }
        }
    }

    // Keys are parts of a SHA-256: their bits are as good as any hash of them.
    private Span<ulong> BlockOf(UInt128 key)
    {
        var block = (int)Math.BigMul((ulong)(key >> 64), (ulong)(_filter.Length / BlockWords), out _);
        return _filter.AsSpan(block * BlockWords, BlockWords);
    }

    private void Mark(UInt128 key)
    {
        var block = BlockOf(key);
        var bits = (ulong)key;
        for (var i = 0; i < BitsPerKey; i++, bits >>= 9) block[(int)(bits >> 6) & 7] |= 1UL << (int)(bits & 63);
    }

    private bool MayHold(UInt128 key)
    {
        var block = BlockOf(key);
        var bits = (ulong)key;
        for (var i = 0; i < BitsPerKey; i++, bits >>= 9)
        {
            if ((block[(int)(bits >> 6) & 7] & (1UL << (int)(bits & 63))) == 0) return false;
        }

        return true;
    }
}
