namespace CdpStudio.Web.Components;

/// <summary>A list's order as it stands in the address: a column's name, with a minus in front for descending.</summary>
public readonly record struct SortOrder(string Column, bool Descending)
{
    public static SortOrder Parse(string? address, SortOrder otherwise) => string.IsNullOrEmpty(address)
        ? otherwise
        : new(address.TrimStart('-'), address.StartsWith('-'));

    public override string ToString() => (Descending ? "-" : "") + Column;

    /// <summary><paramref name="items"/> in this order; a column that <paramref name="keys"/> lacks leaves them as they are.</summary>
    public IEnumerable<T> Apply<T>(IEnumerable<T> items, IReadOnlyDictionary<string, Func<T, IComparable?>> keys)
    {
        if (!keys.TryGetValue(Column, out var key)) return items;

        return Descending ? items.OrderByDescending(key) : items.OrderBy(key);
    }
}
