using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The cells of one column in one block, as narrow as they allow. Numbers of one scale lie as steps: step 0 is missing, step s is
/// <see cref="Origin"/> + (s - 1) · <see cref="Scale"/> ten-thousandths. Past the end everything is missing.
/// </summary>
internal readonly struct Cells
{
    // Of days and seconds in milliseconds, of whole numbers and of cents, both as numbers and as moments are written.
    private static readonly long[] s_scales = [86_400_000L * Cell.UnitsPerOne, 86_400_000, 1000L * Cell.UnitsPerOne, Cell.UnitsPerOne, 1000, 100];

    private readonly ReadOnlyMemory<byte> _data;

    public Cells(CellForm form, ReadOnlyMemory<byte> data, long origin = 0, long scale = 1)
    {
        (Form, _data, Origin, Scale) = (form, data, origin, scale);
        Length = form == CellForm.None ? 0 : data.Length / WidthOf(form);
    }

    public CellForm Form { get; }

    public long Origin { get; }

    public long Scale { get; }

    public int Length { get; }

    public bool AreCodes => Form is CellForm.Codes1 or CellForm.Codes2 or CellForm.Codes4;

    public bool AreSteps => Form is CellForm.Steps1 or CellForm.Steps2 or CellForm.Steps4;

    public ReadOnlyMemory<byte> Data => _data;

    public ReadOnlySpan<byte> Bytes => _data.Span;

    public ReadOnlySpan<ushort> Shorts => MemoryMarshal.Cast<byte, ushort>(_data.Span);

    public ReadOnlySpan<uint> Ints => MemoryMarshal.Cast<byte, uint>(_data.Span);

    public ReadOnlySpan<long> Longs => MemoryMarshal.Cast<byte, long>(_data.Span);

    public long this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Length) return Cell.Missing;

            return Form switch
            {
                CellForm.Codes1 => Bytes[index],
                CellForm.Codes2 => Shorts[index],
                CellForm.Codes4 => Ints[index],
                CellForm.Steps1 => OfStep(Bytes[index]),
                CellForm.Steps2 => OfStep(Shorts[index]),
                CellForm.Steps4 => OfStep(Ints[index]),
                _ => Longs[index],
            };
        }
    }

    public static int WidthOf(CellForm form) => form switch
    {
        CellForm.Codes1 or CellForm.Steps1 => 1,
        CellForm.Codes2 or CellForm.Steps2 => 2,
        CellForm.Codes4 or CellForm.Steps4 => 4,
        _ => 8,
    };

    /// <summary>The cells in the narrowest form that holds them.</summary>
    public static Cells Of(ReadOnlySpan<long> cells)
    {
        var (codes, numbers, highest) = (false, false, 0L);
        var (least, most) = (long.MaxValue, long.MinValue);
        foreach (var cell in cells)
        {
            if (cell == Cell.Missing) continue;
            if (Cell.IsCode(cell))
            {
                codes = true;
                highest = Math.Max(highest, cell);
            }
            else
            {
                numbers = true;
                var units = Cell.Units(cell);
                (least, most) = (Math.Min(least, units), Math.Max(most, units));
            }
        }

        if (!codes && !numbers) return default;
        if (!numbers) return OfCodes(cells, highest);
        return codes ? AsTheyAre(cells) : OfNumbers(cells, least, most);
    }

    /// <summary>Writes cells from <paramref name="start"/> on to the target, missing ones past the end.</summary>
    public void CopyTo(int start, Span<long> target)
    {
        var length = Math.Clamp(Length - start, 0, target.Length);
        target[length..].Clear();
        if (length == 0) return;

        target = target[..length];
        switch (Form)
        {
            case CellForm.None:
                break;
            case CellForm.Wide:
                Longs.Slice(start, length).CopyTo(target);
                break;
            case CellForm.Codes1 or CellForm.Steps1:
                Widen(Bytes.Slice(start, length), target);
                break;
            case CellForm.Codes2 or CellForm.Steps2:
                Widen(Shorts.Slice(start, length), target);
                break;
            default:
                Widen(Ints.Slice(start, length), target);
                break;
        }
    }

    private void Widen<T>(ReadOnlySpan<T> source, Span<long> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (AreCodes)
        {
            for (var i = 0; i < target.Length; i++) target[i] = long.CreateTruncating(source[i]);
        }
        else
        {
            for (var i = 0; i < target.Length; i++) target[i] = OfStep(uint.CreateTruncating(source[i]));
        }
    }

    /// <summary>The first cell with that code from a place on; -1 when there is none.</summary>
    public int IndexOfCode(int code, int start)
    {
        if (start >= Length) return -1;

        var found = Form switch
        {
            CellForm.Codes1 => code <= byte.MaxValue ? Bytes[start..].IndexOf((byte)code) : -1,
            CellForm.Codes2 => code <= ushort.MaxValue ? Shorts[start..].IndexOf((ushort)code) : -1,
            CellForm.Codes4 => Ints[start..].IndexOf((uint)code),
            CellForm.Wide => Longs[start..].IndexOf(code),
            _ => -1,
        };
        return found < 0 ? -1 : start + found;
    }

    /// <summary>The same of a number, or of a code.</summary>
    public int IndexOf(long cell, int start)
    {
        if (Cell.IsCode(cell)) return IndexOfCode((int)cell, start);
        if (start >= Length) return -1;
        if (Form == CellForm.Wide) return Longs[start..].IndexOf(cell) is >= 0 and var wide ? start + wide : -1;
        if (!AreSteps || (Int128)Cell.Units(cell) - Origin is var above && (above < 0 || above % Scale != 0 || above / Scale >= uint.MaxValue)) return -1;

        var step = (uint)(above / Scale) + 1;
        var found = Form switch
        {
            CellForm.Steps1 => step <= byte.MaxValue ? Bytes[start..].IndexOf((byte)step) : -1,
            CellForm.Steps2 => step <= ushort.MaxValue ? Shorts[start..].IndexOf((ushort)step) : -1,
            _ => Ints[start..].IndexOf(step),
        };
        return found < 0 ? -1 : start + found;
    }

    /// <summary>The cells in the order of <paramref name="runs"/>, whose indexes go on from <paramref name="first"/> into <paramref name="second"/>.</summary>
    public static Cells Gather(in Cells first, int firstCount, in Cells second, ReadOnlySpan<Run> runs, int total)
    {
        if (first.Form == CellForm.None && second.Form == CellForm.None) return default;

        // Not of the pool: its arrays for so many would stay, one for each thread that ever merged.
        using var buffer = new NativeBuffer<long>(total);
        var target = buffer.Items;
        foreach (var run in runs)
        {
            // A run may go on from the one into the other.
            var inFirst = Math.Clamp(firstCount - run.Start, 0, run.Length);
            first.CopyTo(run.Start, target[..inFirst]);
            second.CopyTo(run.Start + inFirst - firstCount, target[inFirst..run.Length]);
            target = target[run.Length..];
        }

        return Of(buffer.Items);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long OfStep(uint step) => step == 0 ? Cell.Missing : Cell.OfUnits(Origin + ((step - 1) * Scale));

    private static Cells OfCodes(ReadOnlySpan<long> cells, long highest)
    {
        var form = highest <= byte.MaxValue ? CellForm.Codes1 : highest <= ushort.MaxValue ? CellForm.Codes2 : CellForm.Codes4;
        var data = new byte[cells.Length * WidthOf(form)];
        Write(cells, data, form, static cell => (uint)cell);
        return new Cells(form, data);
    }

    private static Cells OfNumbers(ReadOnlySpan<long> cells, long least, long most)
    {
        if ((Int128)most - least > long.MaxValue) return AsTheyAre(cells);

        var spread = most - least;
        var scale = spread < byte.MaxValue ? 1 : ScaleOf(cells, least);
        var steps = (spread / scale) + 1;
        if (steps > uint.MaxValue) return AsTheyAre(cells);

        var form = steps <= byte.MaxValue ? CellForm.Steps1 : steps <= ushort.MaxValue ? CellForm.Steps2 : CellForm.Steps4;
        var data = new byte[cells.Length * WidthOf(form)];
        Write(cells, data, form, cell => cell == Cell.Missing ? 0 : (uint)((Cell.Units(cell) - least) / scale) + 1);
        return new Cells(form, data, least, scale);
    }

    private static long ScaleOf(ReadOnlySpan<long> cells, long least)
    {
        foreach (var scale in s_scales)
        {
            var fits = true;
            foreach (var cell in cells)
            {
                if (cell == Cell.Missing || (Cell.Units(cell) - least) % scale == 0) continue;
                fits = false;
                break;
            }

            if (fits) return scale;
        }

        return 1;
    }

    private static Cells AsTheyAre(ReadOnlySpan<long> cells) => new(CellForm.Wide, MemoryMarshal.AsBytes(cells).ToArray());

    private static void Write(ReadOnlySpan<long> cells, Span<byte> data, CellForm form, Func<long, uint> narrow)
    {
        switch (WidthOf(form))
        {
            case 1:
                for (var i = 0; i < cells.Length; i++) data[i] = (byte)narrow(cells[i]);
                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(data);
                for (var i = 0; i < cells.Length; i++) shorts[i] = (ushort)narrow(cells[i]);
                break;
            default:
                var ints = MemoryMarshal.Cast<byte, uint>(data);
                for (var i = 0; i < cells.Length; i++) ints[i] = narrow(cells[i]);
                break;
        }
    }
}

/// <summary>Neighbouring entries that stay neighbours.</summary>
internal readonly record struct Run(int Start, int Length);
