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

    // Of pages that are full a mapped file may hold some. Invariant: it is set before a page goes out of memory, and read after the page was
    // not found there; the last page is always in memory.
    private byte[]?[] _pages = [];
    private MappedPages? _mapped;
    private int _used;

    public ReadOnlySpan<byte> this[uint place]
    {
        get
        {
            var from = PageOf((int)(place >> StepBits))[((int)(place & ((1 << StepBits) - 1)) * Step)..];
            return from[0] == Long ? from.Slice(1 + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(from[1..])) : from.Slice(1, from[0]);
        }
    }

    /// <summary>The first of some strings that may begin with some letters; -1 when none does. All that do may; few others.</summary>
    public int FirstThatMayBegin(ReadOnlySpan<uint> places, in FirstLetters letters)
    {
        var number = -1;
        ReadOnlySpan<byte> page = default;
        for (var i = 0; i < places.Length; i++)
        {
            // Neighbours lie in one page, nearly always.
            if ((int)(places[i] >> StepBits) != number) page = PageOf(number = (int)(places[i] >> StepBits));
            var from = page[((int)(places[i] & ((1 << StepBits) - 1)) * Step)..];
            // At the very end of a page there may be less to look at.
            if (!BinaryPrimitives.TryReadUInt64LittleEndian(from, out var head) || (byte)head == Long || letters.MayBegin(head >> 8)) return i;
        }

        return -1;
    }

    /// <summary>Makes room for a string, to be written at once.</summary>
    /// <exception cref="OverflowException">16 GB are full.</exception>
    public Span<byte> Add(int length, out uint place)
    {
        var before = length < Long ? 1 : 1 + sizeof(int);
        if (_pages.Length == 0 || before + length > _pages[^1]!.Length - _used) AddPage(before + length);
        place = checked((uint)(((_pages.Length - 1L) << StepBits) + (_used / Step)));
        var from = _pages[^1]!.AsSpan(_used, before + length);
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
        writer.Write(Math.Min(used, pages.Length == 0 ? 0 : pages[^1]!.Length));
        writer.Write(pages.Length);
        for (var number = 0; number < pages.Length; number++)
        {
            // The last one may be added to at this moment: what is written and what its checksum is made of must be the same bytes.
            if (pages[number] is { } page) writer.WritePage(number < pages.Length - 1 ? page : (byte[])page.Clone());
            else _mapped!.Write(writer, number);
        }
    }

    /// <summary>Fills this one, which is empty, with what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _used = reader.ReadInt32();
        var pages = new byte[]?[reader.ReadInt32()];
        _mapped = MappedPages.Read(reader, pages.Length, copiesLast: true, (number, bytes) => pages[number] = bytes);
        _pages = pages;
        if (_used < 0 || _used > (pages.Length == 0 ? 0 : pages[^1]?.Length ?? 0)) throw new InvalidDataException($"{_used} bytes of the last page.");
    }

    /// <summary>Leaves pages to a file that holds them.</summary>
    public void Adopt(BytePages saved)
    {
        if (saved._mapped is not { } mapped) return;

        var pages = (byte[]?[])_pages.Clone();
        for (var number = 0; number < pages.Length - 1; number++)
        {
            if (mapped.Has(number)) pages[number] = null;
        }

        Volatile.Write(ref _mapped, mapped);
        Volatile.Write(ref _pages, pages);
    }

    private ReadOnlySpan<byte> PageOf(int number) => Volatile.Read(ref _pages)[number] is { } page ? page : _mapped![number];

    // Few strings have small pages; one that is longer than a page has a page of its own.
    private void AddPage(int least)
    {
        var usual = _pages.Length == 0 ? FirstPage : Math.Min(_pages[^1]!.Length * 2L, PageBytes);
        // Readers hold the table that was there.
        var pages = new byte[]?[_pages.Length + 1];
        _pages.CopyTo(pages, 0);
        pages[^1] = new byte[Math.Max(usual, least)];
        Volatile.Write(ref _pages, pages);
        Volatile.Write(ref _used, 0);
    }
}
