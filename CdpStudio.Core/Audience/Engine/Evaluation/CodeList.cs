using System.Runtime.InteropServices;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The few codes of a column that pass, or the few that do not.</summary>
internal sealed class CodeList
{
    public const int Most = 8;

    private readonly byte[] _bytes;
    private readonly ushort[] _shorts;
    private readonly uint[] _ints;

    public CodeList(IReadOnlyList<int> codes, bool isInverted)
    {
        IsInverted = isInverted;
        _ints = [.. codes.Select(c => (uint)c)];
        // A code that a narrow column has no room for does not stand in it.
        _shorts = [.. codes.Where(c => c <= ushort.MaxValue).Select(c => (ushort)c)];
        _bytes = [.. codes.Where(c => c <= byte.MaxValue).Select(c => (byte)c)];
    }

    public bool IsInverted { get; }

    public bool Holds(long code) => _ints.AsSpan().Contains((uint)code) != IsInverted;

    public ReadOnlySpan<T> As<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return MemoryMarshal.Cast<byte, T>(_bytes);

        return typeof(T) == typeof(ushort) ? MemoryMarshal.Cast<ushort, T>(_shorts) : MemoryMarshal.Cast<uint, T>(_ints);
    }
}
