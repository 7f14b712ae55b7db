using System.Numerics.Tensors;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A filter over one series' events.</summary>
internal abstract class EventFilter
{
    private EventFilter()
    {
    }

    public abstract bool Holds(Entry entry);

    /// <summary>One bit for each of some neighbouring events of a block's base; the rest of the last word is zero.</summary>
    public virtual void Mark(int block, int start, int count, Span<ulong> bits)
    {
        bits.Clear();
        for (var i = 0; i < count; i++)
        {
            if (Holds(new Entry(block, start + i))) bits[i >> 6] |= 1UL << i;
        }
    }

    private static Span<ulong> Room(ref ulong[] bits, int words)
    {
        if (bits.Length < words) bits = new ulong[words];
        return bits.AsSpan(0, words);
    }

    private static void Trim(Span<ulong> bits, int count)
    {
        if ((count & 63) != 0) bits[^1] &= (1UL << count) - 1;
    }

    public sealed class All(EventFilter[] filters) : EventFilter
    {
        private ulong[] _one = [];

        public override void Mark(int block, int start, int count, Span<ulong> bits)
        {
            var one = Room(ref _one, bits.Length);
            bits.Fill(ulong.MaxValue);
            Trim(bits, count);
            foreach (var filter in filters)
            {
                if (!bits.ContainsAnyExcept(0UL)) return;
                filter.Mark(block, start, count, one);
                TensorPrimitives.BitwiseAnd<ulong>(bits, one, bits);
            }
        }

        public override bool Holds(Entry entry)
        {
            foreach (var filter in filters)
            {
                if (!filter.Holds(entry)) return false;
            }

            return true;
        }
    }

    public sealed class Any(EventFilter[] filters) : EventFilter
    {
        private ulong[] _one = [];

        public override void Mark(int block, int start, int count, Span<ulong> bits)
        {
            var one = Room(ref _one, bits.Length);
            bits.Clear();
            foreach (var filter in filters)
            {
                filter.Mark(block, start, count, one);
                TensorPrimitives.BitwiseOr<ulong>(bits, one, bits);
            }
        }

        public override bool Holds(Entry entry)
        {
            foreach (var filter in filters)
            {
                if (filter.Holds(entry)) return true;
            }

            return false;
        }
    }

    public sealed class Not(EventFilter inner) : EventFilter
    {
        public override void Mark(int block, int start, int count, Span<ulong> bits)
        {
            inner.Mark(block, start, count, bits);
            TensorPrimitives.OnesComplement<ulong>(bits, bits);
            Trim(bits, count);
        }

        public override bool Holds(Entry entry) => !inner.Holds(entry);
    }

    public sealed class Property(EventProperty property, CellTest test) : EventFilter
    {
        public override bool Holds(Entry entry) => test.Holds(property.CellAt(entry));

        public override void Mark(int block, int start, int count, Span<ulong> bits)
        {
            if (property is EventProperty.Path) CellScan.Mark(property.Column.View?.BaseOf(block) ?? default, start, count, test, bits);
            else base.Mark(block, start, count, bits);
        }
    }
}

/// <summary>What may stand where a property may: a path of the event or of an object that it refers to, or a part of its local time.</summary>
internal abstract class EventProperty(TypedColumn column)
{
    public TypedColumn Column => column;

    public abstract long CellAt(Entry entry);

    public StudioValue? ValueAt(Entry entry) => column.ValueOf(CellAt(entry));

    /// <summary>The cells of a block's base when they stand there as a path has them; null for what is read from elsewhere.</summary>
    public Cells? CellsOf(int block) => this is Path && column.View is { } view ? view.BaseOf(block) : null;

    /// <summary>Likewise, when all of them are numbers of one scale that the type takes as they are.</summary>
    public Cells? StepsOf(int block) =>
        column.Type is null or DataType.Number && CellsOf(block) is { AreSteps: true } steps ? steps : null;

    /// <summary>Whether codes are texts of which no two are equal: then they tell values apart as they are.</summary>
    public bool HasPlainCodes => column is { Type: null or DataType.Text, View: { } view } && this is Path && view.Values.IsPlain;

    public sealed class Path(TypedColumn column) : EventProperty(column)
    {
        public override long CellAt(Entry entry) => Column.CellAt(entry);
    }

    /// <summary>Of the object that another property refers to, as the object is today.</summary>
    public sealed class Referenced(TypedColumn key, ReferenceColumn column, WorkspaceZone zone)
        : EventProperty(new TypedColumn(null, null, zone, column.Values))
    {
        public override long CellAt(Entry entry) => column.CellOf(key.CellAt(entry));
    }

    public sealed class LocalTime(SeriesView series, EventTimePart part, WorkspaceZone zone) : EventProperty(new TypedColumn(null, null, zone))
    {
        public override long CellAt(Entry entry) => Cell.OfWhole(part.Read(zone.Local(series.TsOf(entry))));
    }
}
