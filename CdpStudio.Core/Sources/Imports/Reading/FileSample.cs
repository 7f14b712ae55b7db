namespace CdpStudio.Core.Sources.Imports.Reading;

/// <param name="Head">The file's first bytes.</param>
/// <param name="Letters">Bytes around the first letter outside ASCII; the same as <paramref name="Head"/> where that has one, or none is there.</param>
internal sealed record FileSample(byte[] Head, byte[] Letters)
{
    private const int Size = 64 * 1024;

    /// <summary>Reads on, at the speed of the disk, until it finds a letter outside ASCII: it may come late and decides the encoding.</summary>
    public static async Task<FileSample> TakeAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        var head = await ReadBlockAsync(file, cancellationToken);
        if (head.Length < Size || head.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) || head.Contains((byte)0))
            return new FileSample(head, head);

        while (await ReadBlockAsync(file, cancellationToken) is { Length: > 0 } block)
        {
            var first = block.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (first < 0)
                continue;
            var rest = await ReadBlockAsync(file, cancellationToken);
            return new FileSample(head, [.. block.AsSpan(first), .. rest]);
        }

        return new FileSample(head, head);
    }

    private static async Task<byte[]> ReadBlockAsync(FileStream file, CancellationToken cancellationToken)
    {
        var block = new byte[Size];
        var length = await file.ReadAtLeastAsync(block, Size, throwOnEndOfStream: false, cancellationToken);
        return length == Size ? block : block[..length];
    }
}
