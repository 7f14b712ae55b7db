namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>The check sum of zip archives. The framework has it, but shows it to nobody.</summary>
internal static class Crc32
{
    private static readonly uint[][] s_tables = Tables();

    /// <param name="crc">Of what came before; 0 at the beginning.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = s_tables[3][crc & 0xFF] ^ s_tables[2][(crc >> 8) & 0xFF] ^ s_tables[1][(crc >> 16) & 0xFF] ^ s_tables[0][crc >> 24];
        }

        foreach (var b in bytes) crc = s_tables[0][(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    // The nth table carries a byte over n more bytes, so that four are taken at once.
    private static uint[][] Tables()
    {
        var tables = new uint[4][];
        for (var n = 0; n < 4; n++)
        {
            tables[n] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var crc = n == 0 ? i : tables[n - 1][i];
                for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
                tables[n][i] = crc;
            }
        }

        return tables;
    }
}
