using System.Runtime.InteropServices;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <summary>
/// A workbook's texts, which its cells name by their number. They are read only as far as a cell asks, and beyond some megabytes lie in
/// a temporary file: a sheet may have millions.
/// </summary>
internal sealed class SharedStrings(XmlPart? xml, string folder) : IDisposable
{
    // With the 4 MB of their ends, the memory that they take.
    private const int TextBlocks = 256;
    private const int EndBlocks = 64;

    // On disk.
    private const long MaxBytes = 8L << 30;

    private readonly SpillBuffer _text = new(folder, TextBlocks);
    private readonly SpillBuffer _ends = new(folder, EndBlocks);
    private readonly RichText _read = new();
    private char[] _found = new char[256];
    private long _count;

    /// <summary>Valid until the next call; longer than a cell may be when it is. Null when there is no such text.</summary>
    public bool TryGet(int number, out ReadOnlySpan<char> text)
    {
        text = default;
        while (_count <= number)
        {
            if (!ReadNext()) return false;
        }

        var start = number == 0 ? 0 : End(number - 1);
        var length = (int)(End(number) - start) / sizeof(char);
        if (_found.Length < length) _found = new char[length];
        _text.Read(start, MemoryMarshal.AsBytes(_found.AsSpan(0, length)));
        text = _found.AsSpan(0, length);
        return true;
    }

    public void Dispose()
    {
        xml?.Dispose();
        _text.Dispose();
        _ends.Dispose();
    }

    private bool ReadNext()
    {
        if (xml is null || !xml.Find("si")) return false;

        _read.Read(xml);
        _text.Append(MemoryMarshal.AsBytes(_read.Text));
        if (_text.Length > MaxBytes) throw new UnreadableFileException(FileProblem.UnpackedTooLarge, FormattableString.Invariant($"{MaxBytes}"));
        var end = _text.Length;
        _ends.Append(MemoryMarshal.AsBytes(new Span<long>(ref end)));
        _count++;
        return true;
    }

    private long End(long number)
    {
        long end = 0;
        _ends.Read(number * sizeof(long), MemoryMarshal.AsBytes(new Span<long>(ref end)));
        return end;
    }
}
