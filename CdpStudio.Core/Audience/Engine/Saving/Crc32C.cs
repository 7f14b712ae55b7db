using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>CRC-32C by the processor's own instruction, over parts that follow one another: it finds every single altered byte.</summary>
internal struct Crc32C()
{
    /// <summary>Of all that was added.</summary>
    public uint Value { get; private set; } = uint.MaxValue;

    // Compiled for speed at once: at start it goes over gigabytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = Value;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        Value = crc;
    }
}
