namespace CdpStudio.Core.Sources.Imports.Reading;

/// <param name="Head">The file's first bytes.</param>
/// <param name="Letters">Bytes around the first letter outside ASCII; the same as <paramref name="Head"/> where that has one, or none is there.</param>
internal sealed record FileSample(byte[] Head, byte[] Letters)
{
    public const int Size = 64 * 1024;

    // What is packed may be long beyond measure.
    private const long MaxRead = 2L << 30;

    /// <summary>Reads on, at the speed of the disk, until it finds a letter outside ASCII: it may come late and decides the encoding.</summary>
    /// <param name="file">From its beginning. Where it breaks off the sample ends; the rows say so in their place.</param>
    public static async Task<FileSample> TakeAsync(Stream file, bool headOnly, CancellationToken cancellationToken)
    {
        var head = await ReadBlockAsync(file, cancellationToken);
        if (headOnly || head.Length < Size || head.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) || head.Contains((byte)0))
            return new FileSample(head, head);

        for (var (read, block) = (0L, head); read < MaxRead && block.Length == Size; read += Size)
        {
            block = await ReadBlockAsync(file, cancellationToken);
            var first = block.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (first < 0)
                continue;
            var rest = block.Length == Size ? await ReadBlockAsync(file, cancellationToken) : [];
            return new FileSample(head, [.. block.AsSpan(first), .. rest]);
        }

        return new FileSample(head, head);
    }

    private static async Task<byte[]> ReadBlockAsync(Stream file, CancellationToken cancellationToken)
    {
        var block = new byte[Size];
        var length = 0;
        try
        {
            while (length < Size && await file.ReadAsync(block.AsMemory(length), cancellationToken) is var read and > 0) length += read;
        }
        catch (UnreadableFileException)
        {
            // What came so far is enough to go by.
        }

        return length == Size ? block : block[..length];
    }
}
