using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// What the objects that a property refers to have at one path, as cells of a column of their own: each different key is looked up once.
/// </summary>
internal sealed class ReferenceColumn
{
    // Of the key's cells those that are codes, and those that are numbers.
    private readonly long[] _byCode;
    private readonly Dictionary<long, long> _byNumber = [];

    /// <param name="values">By folded key of the object.</param>
    public ReferenceColumn(IReadOnlyDictionary<string, StudioValue> values, TypedColumn key)
    {
        var column = new Column("");
        _byCode = new long[key.Values?.Count ?? 1];
        for (var code = 1; code < _byCode.Length; code++) _byCode[code] = CellOf(column, Through(key.ValueOf(code), values));
        foreach (var number in values.Keys.Select(CellOfNumber).OfType<long>()) _byNumber[number] = CellOf(column, Through(key.ValueOf(number), values));
        Values = column.View().Values;
    }

    public DictionaryView Values { get; }

    /// <param name="key">A cell of the key's column.</param>
    public long CellOf(long key) => Cell.IsCode(key) ? _byCode[key] : _byNumber.GetValueOrDefault(key, Cell.Missing);

    /// <summary>Through a list of keys the list of the values found.</summary>
    private static StudioValue? Through(StudioValue? key, IReadOnlyDictionary<string, StudioValue> values)
    {
        if (key is not StudioValue.List list) return key?.PlainText() is { } text ? values.GetValueOrDefault(StudioText.Key(text)) : null;

        List<StudioValue> found = [.. list.Items.Select(k => Through(k, values)).SelectMany(v => v is StudioValue.List inner ? inner.Items : v is null ? [] : [v])];
        return found.Count == 0 ? null : new StudioValue.List(found);
    }

    private static long CellOf(Column column, StudioValue? value)
    {
        if (value is null) return Cell.Missing;

        // One place is enough: what is kept is the cell.
        ValueIntake.Set(column, 0, value);
        return column.CellOf(0);
    }

    private static long? CellOfNumber(string key) =>
        StudioNumber.TryConvert(key, out var number) && StudioNumber.ToText(number) == key && Cell.TryOfNumber(number, out var cell) ? cell : null;
}
