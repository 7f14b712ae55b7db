using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One number for all values that the language calls equal, whichever column, code or type they come from.</summary>
internal sealed class ValueClasses
{
    public const long Missing = Cell.Missing;

    private readonly Dictionary<string, long> _byKey = [];
    private readonly Dictionary<EventProperty, long[]> _known = [];
    private EventProperty? _last;
    private long[] _lastKnown = [];

    public long Of(EventProperty property, Entry entry) => OfCell(property, property.CellAt(entry));

    public long OfCell(EventProperty property, long cell)
    {
        if (cell == Cell.Missing) return Missing;
        // A number is its own class, and never taken for one of the others: those are codes.
        if (!Cell.IsCode(cell) && property.Column.Type is null or DataType.Number) return cell;
        if (!Cell.IsCode(cell)) return Find(property.Column.ValueOf(cell));

        ref var known = ref KnownOf(property)[cell];
        // Kept one higher, because 0 says that nobody looked yet.
        if (known == 0) known = Find(property.Column.ValueOf(cell)) is var found && Cell.IsCode(found) ? found + 1 : found;
        return Cell.IsCode(known) ? known - 1 : known;
    }

    private long Find(StudioValue? value)
    {
        if (value is null) return Missing;
        if (value is StudioValue.Number number && Cell.TryOfNumber(number.Value, out var cell)) return cell;

        var key = ValueClass.KeyOf(value);
        if (!_byKey.TryGetValue(key, out var found)) _byKey[key] = found = _byKey.Count + 1;
        return found;
    }

    private long[] KnownOf(EventProperty property)
    {
        if (ReferenceEquals(property, _last)) return _lastKnown;

        if (!_known.TryGetValue(property, out var known)) _known[property] = known = new long[property.Column.Values?.Count ?? 1];
        (_last, _lastKnown) = (property, known);
        return known;
    }
}
