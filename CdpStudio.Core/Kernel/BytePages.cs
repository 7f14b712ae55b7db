using System.Buffers.Binary;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// Strings of bytes behind one another in pages: one object each would cost several times as much, and every collection a walk over
/// millions. What was added stays where it is. One thread adds; others may read what was added before they learnt its place.
/// </summary>
internal sealed class BytePages
{
    private const int FirstPage = 256;
    private const int PageBytes = 1 << 20;

    // They begin at every fourth byte, so that a place takes 4 bytes for up to 16 GB of them.
    private const int Step = 4;
    private const int StepBits = 18;
    // The byte before a string says its length, or that four more say it.
    private const byte Long = byte.MaxValue;

    private byte[][] _pages = [];
    private int _used;

    public ReadOnlySpan<byte> this[uint place]
    {
        get
        {
            ReadOnlySpan<byte> from = _pages[(int)(place >> StepBits)].AsSpan((int)(place & ((1 << StepBits) - 1)) * Step);
            return from[0] == Long ? from.Slice(1 + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(from[1..])) : from.Slice(1, from[0]);
        }
    }

    /// <summary>Makes room for a string, to be written at once.</summary>
    /// <exception cref="OverflowException">16 GB are full.</exception>
    public Span<byte> Add(int length, out uint place)
    {
        var before = length < Long ? 1 : 1 + sizeof(int);
        if (_pages.Length == 0 || before + length > _pages[^1].Length - _used) AddPage(before + length);
        place = checked((uint)(((_pages.Length - 1L) << StepBits) + (_used / Step)));
        var from = _pages[^1].AsSpan(_used, before + length);
        from[0] = length < Long ? (byte)length : Long;
        if (length >= Long) BinaryPrimitives.WriteInt32LittleEndian(from[1..], length);
        Volatile.Write(ref _used, (_used + before + length + Step - 1) & ~(Step - 1));
        return from[before..];
    }

    /// <summary>Also while others are added, which may be in it or not.</summary>
    public void Save(BinaryWriter writer)
    {
        // In this order what was added before lies below in the page that was the last then; a page that came meanwhile has nothing of it.
        var used = Volatile.Read(ref _used);
        var pages = Volatile.Read(ref _pages);
        writer.Write(Math.Min(used, pages.Length == 0 ? 0 : pages[^1].Length));
        writer.Write(pages.Length);
        foreach (var page in pages) writer.WriteArray<byte>(page);
    }

    /// <summary>Fills this one, which is empty, with what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _used = reader.ReadInt32();
        _pages = new byte[reader.ReadInt32()][];
        for (var number = 0; number < _pages.Length; number++) _pages[number] = reader.ReadArray<byte>();
        if (_used < 0 || _used > (_pages.Length == 0 ? 0 : _pages[^1].Length)) throw new InvalidDataException($"{_used} bytes of the last page.");
    }

    // Few strings have small pages; one that is longer than a page has a page of its own.
    private void AddPage(int least)
    {
        var usual = _pages.Length == 0 ? FirstPage : Math.Min(_pages[^1].Length * 2L, PageBytes);
        // Readers hold the table that was there.
        var pages = new byte[_pages.Length + 1][];
        _pages.CopyTo(pages, 0);
        pages[^1] = new byte[Math.Max(usual, least)];
        Volatile.Write(ref _pages, pages);
        Volatile.Write(ref _used, 0);
    }
}
