using System.Runtime.InteropServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>How many members have each value. Each thread has its own; in the end they are added up.</summary>
internal sealed class ValueTally
{
    // Enough that a thread is rarely asked for more, few enough that a caller who goes is soon noticed.
    private const int RowsPerChunk = 1 << 13;

    private readonly Dictionary<StudioValue, Named[]> _named = [];
    private readonly Dictionary<Named, long> _members = [];
    private readonly HashSet<string> _ofRow = [];
    private long _missing;

    /// <param name="reader">Makes one for each thread.</param>
    public static (IReadOnlyList<ValueMembers> Items, long Missing, long Other, long Total) Of(
        RowSet rows, Func<Func<int, IEnumerable<StudioValue>>> reader, int limit, CancellationToken cancellationToken)
    {
        var all = Each(rows, reader, (tally, values) => tally.Add(values), cancellationToken);
        var total = rows.Count();
        var sums = all.Sums();
        var listed = sums.Take(limit).Select(s => s.Key).ToHashSet();
        if (sums.Count <= limit) return ([.. sums.Select(s => s.Value)], all._missing, 0, total);

        // Members may have several values, so who has none of those listed is known only now.
        var others = Each(rows, reader, (tally, values) => tally.AddUnless(values, listed), cancellationToken);
        return ([.. sums.Take(limit).Select(s => s.Value)], all._missing, others._missing - all._missing, total);
    }

    private static ValueTally Each(
        RowSet rows, Func<Func<int, IEnumerable<StudioValue>>> reader, Action<ValueTally, IEnumerable<StudioValue>> add, CancellationToken cancellationToken)
    {
        var all = new ValueTally();
        Parallel.ForEach(
            rows.Rows().Chunk(RowsPerChunk),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => (Tally: new ValueTally(), Read: reader()),
            (chunk, _, mine) =>
            {
                foreach (var row in chunk) add(mine.Tally, mine.Read(row));
                return mine;
            },
            mine =>
            {
                lock (all) all.Add(mine.Tally);
            });
        return all;
    }

    private void Add(IEnumerable<StudioValue> values)
    {
        _ofRow.Clear();
        foreach (var value in values)
        {
            foreach (var named in NamedOf(value))
            {
                if (_ofRow.Add(named.Key)) CollectionsMarshal.GetValueRefOrAddDefault(_members, named, out _)++;
            }
        }

        if (_ofRow.Count == 0) _missing++;
    }

    private void AddUnless(IEnumerable<StudioValue> values, HashSet<string> listed)
    {
        if (!values.SelectMany(NamedOf).Any(named => listed.Contains(named.Key))) _missing++;
    }

    private void Add(ValueTally other)
    {
        foreach (var (named, members) in other._members) _members[named] = _members.GetValueOrDefault(named) + members;
        _missing += other._missing;
    }

    /// <summary>Most members first, then by the value.</summary>
    private List<(string Key, ValueMembers Value)> Sums() =>
    [
        .. _members.GroupBy(m => m.Key.Key)
            .Select(forms => (
                forms.Key,
                Value: new ValueMembers(
                    forms.OrderByDescending(f => f.Value).ThenBy(f => f.Key.Form, StringComparer.Ordinal).First().Key.Form, forms.Sum(f => f.Value))))
            .OrderByDescending(s => s.Value.Count)
            .ThenBy(s => s.Value.Value, StringComparer.Ordinal),
    ];

    private Named[] NamedOf(StudioValue value)
    {
        if (!_named.TryGetValue(value, out var named))
        {
            _named[value] = named = value is StudioValue.List list
                ? [.. list.Items.Select(item => Name(ValueClass.InList(item)))]
                : [Name(value)];
        }

        return named;
    }

    private static Named Name(StudioValue value) => new(ValueClass.KeyOf(value), ValueText.Of(value)!); // null only for what is missing

    /// <param name="Key">Equal for values that the language calls equal.</param>
    /// <param name="Form">JSON text.</param>
    private readonly record struct Named(string Key, string Form);
}
