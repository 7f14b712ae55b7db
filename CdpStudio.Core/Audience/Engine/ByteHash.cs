using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A fast hash for tables in memory. Seeded per process, so senders can't choose values that collide.</summary>
internal static class ByteHash
{
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    /// <summary>The process's own. Whoever keeps hashes for another process keeps this beside them.</summary>
    public static ulong Seed => s_seed;

    public static ulong Of(ReadOnlySpan<byte> bytes) => Of(bytes, s_seed);

    // Compiled for speed at once: at start it goes over millions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Prime;
            bytes = bytes[8..];
        }

        var rest = 0UL;
        foreach (var b in bytes) rest = (rest << 8) | b;
        return Mix((BitOperations.RotateLeft(hash, 5) ^ rest) * Prime);
    }

    public static ulong Of(ReadOnlySpan<char> text, ulong seed) => Of(MemoryMarshal.AsBytes(text), seed);

    /// <summary>The finaliser of splitmix64.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
