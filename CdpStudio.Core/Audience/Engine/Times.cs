using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Moments of a block in 4 bytes each: whole seconds since 1970, with the milliseconds beside them where any entry has some. A moment
/// before 1970 or after 2105 makes the block keep all of its moments in 8 bytes.
/// </summary>
internal readonly struct Times
{
    private readonly ReadOnlyMemory<byte> _seconds;
    private readonly ReadOnlyMemory<byte> _millis;
    private readonly ReadOnlyMemory<byte> _wide;

    /// <param name="millis">Empty when all moments are whole seconds.</param>
    /// <param name="wide">Moments in 8 bytes; empty when the others hold them.</param>
    public Times(ReadOnlyMemory<byte> seconds, ReadOnlyMemory<byte> millis, ReadOnlyMemory<byte> wide)
    {
        (_seconds, _millis, _wide) = (seconds, millis, wide);
        Length = wide.IsEmpty ? seconds.Length / sizeof(uint) : wide.Length / sizeof(long);
    }

    public int Length { get; }

    /// <summary>Whether <see cref="Seconds"/> and <see cref="Millis"/> hold the moments.</summary>
    public bool IsNarrow => _wide.IsEmpty;

    public ReadOnlyMemory<byte> SecondsData => _seconds;

    public ReadOnlyMemory<byte> MillisData => _millis;

    public ReadOnlyMemory<byte> WideData => _wide;

    public ReadOnlySpan<uint> Seconds => MemoryMarshal.Cast<byte, uint>(_seconds.Span);

    /// <summary>Empty when all moments are whole seconds.</summary>
    public ReadOnlySpan<ushort> Millis => MemoryMarshal.Cast<byte, ushort>(_millis.Span);

    public ReadOnlySpan<long> Wide => MemoryMarshal.Cast<byte, long>(_wide.Span);

    public long this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!IsNarrow) return Wide[index];

            var ts = Seconds[index] * 1000L;
            return _millis.IsEmpty ? ts : ts + Millis[index];
        }
    }

    /// <summary>Writes moments from <paramref name="start"/> on to the target.</summary>
    public void CopyTo(int start, Span<long> target)
    {
        if (target.IsEmpty) return;
        if (!IsNarrow)
        {
            Wide.Slice(start, target.Length).CopyTo(target);
            return;
        }

        var seconds = Seconds.Slice(start, target.Length);
        for (var i = 0; i < target.Length; i++) target[i] = seconds[i] * 1000L;
        if (_millis.IsEmpty) return;

        var millis = Millis.Slice(start, target.Length);
        for (var i = 0; i < target.Length; i++) target[i] += millis[i];
    }

    public static Times Of(ReadOnlySpan<long> moments)
    {
        var (fits, whole) = (true, true);
        foreach (var ts in moments)
        {
            fits &= ts >= 0 && ts / 1000 <= uint.MaxValue;
            whole &= ts % 1000 == 0;
        }

        if (!fits) return new Times(default, default, MemoryMarshal.AsBytes(moments).ToArray());

        var seconds = new byte[moments.Length * sizeof(uint)];
        var asSeconds = MemoryMarshal.Cast<byte, uint>(seconds.AsSpan());
        for (var i = 0; i < moments.Length; i++) asSeconds[i] = (uint)(moments[i] / 1000);
        if (whole) return new Times(seconds, default, default);

        var millis = new byte[moments.Length * sizeof(ushort)];
        var asMillis = MemoryMarshal.Cast<byte, ushort>(millis.AsSpan());
        for (var i = 0; i < moments.Length; i++) asMillis[i] = (ushort)(moments[i] % 1000);
        return new Times(seconds, millis, default);
    }

    /// <summary>The first of some rising moments that is at or after another.</summary>
    public int FirstFrom(long moment, int start, int end) => new TimesWalk(this).FirstFrom(moment, start, end);
}
