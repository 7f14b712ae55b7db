using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Reading.Packing;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>The row of <see cref="BadFiles"/>' catalogue that is large, beside those of <see cref="BadFileTests"/>.</summary>
[Collection(nameof(Alone))]
public sealed class LargeFileTests
{
    private const long MostMemory = 64L * 1024 * 1024;

    // Line 43: as many rows as anybody has, read in the memory of one row.
    [Fact]
    public async Task Read_AMillionRows_NeedsNoMoreMemoryThanAThousand()
    {
        using var rows = new RepeatedRows(1_000_000);
        using var folder = new TemporaryFile([]);
        await using (var file = File.Create(folder.Path)) await rows.CopyToAsync(file);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var table = await TableFile.OpenAsync(
            folder.Path, new FileReading(TextEncoding.Utf8, ',', HasHeader: true), default);
        var (read, most) = (0, 0L);
        while (await table.Rows.ReadAsync(default))
        {
            if (++read % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(1_000_000, read);
        Assert.InRange(most, long.MinValue, MostMemory);
    }

    private sealed class RepeatedRows(int count) : ReadOnlyStream
    {
        private static readonly byte[] s_header = Encoding.UTF8.GetBytes("id,name,note\n");
        private static readonly byte[] s_row = Encoding.UTF8.GetBytes("1234567,Jürgen Groß,\"a, b\"\n");

        private byte[] _rest = s_header;
        private int _left = count;

        public override int Read(Span<byte> buffer)
        {
            if (_rest.Length == 0)
            {
                if (_left == 0) return 0;
                _left--;
                _rest = s_row;
            }

            var read = Math.Min(buffer.Length, _rest.Length);
            _rest.AsSpan(0, read).CopyTo(buffer);
            _rest = _rest[read..];
            return read;
        }
    }
}
