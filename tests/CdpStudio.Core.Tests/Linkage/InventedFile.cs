using System.Globalization;
using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>
/// A file of invented people as some shop might have it: other columns, other errors, other shares of duplicates. What is done to copies
/// is done to the second and every further record of a person.
/// </summary>
internal sealed record InventedFile(IReadOnlyList<string> Headers, IReadOnlyList<LinkageRecord> Records, IReadOnlyDictionary<string, string> Truth)
{
    public static InventedFile Make(int seed, int records, int mostCopies, double copied = 1 / 3.0, double errors = 2.5)
    {
        var people = new InventedPeople(seed, errors);
        var made = people.Make(records, mostCopies, copied);
        return new InventedFile(InventedPeople.Headers, made, people.Truth);
    }

    public LinkageTable ToTable() => LinkageTable.Recognise(Headers, Records);

    public InventedFile Only(params string[] headers)
    {
        int[] places = [.. headers.Select(At)];
        return this with { Headers = headers, Records = [.. Records.Select(r => r with { Values = [.. places.Select(p => r.Values[p])] })] };
    }

    public InventedFile With(string header, Func<int, string?> value) => this with
    {
        Headers = [.. Headers, header],
        Records = [.. Records.Select((r, i) => r with { Values = [.. r.Values, value(i)] })],
    };

    /// <summary>Renames columns.</summary>
    public InventedFile Called(params (string Old, string New)[] names) =>
        this with { Headers = [.. Headers.Select(h => names.FirstOrDefault(n => n.Old == h).New ?? h)] };

    public InventedFile InOneColumn(string header, string first, string second) =>
        With(header, i => string.Join(' ', new[] { this[i, first], this[i, second] }.Where(v => v is not null))).Only([header, .. Headers.Where(h => h != first && h != second)]);

    /// <summary>Changes that share of the values of a column, of copies only or of all.</summary>
    public InventedFile Changed(string header, double share, Func<string, Random, string?> change, bool copiesOnly = true)
    {
        var at = At(header);
        return Rows(at, share, copiesOnly, (values, random) =>
        {
            if (values[at] is { } value) values[at] = change(value, random);
        });
    }

    public InventedFile Swapped(string first, string second, double share)
    {
        var (a, b) = (At(first), At(second));
        return Rows(a, share, copiesOnly: true, (values, _) => (values[a], values[b]) = (values[b], values[a]));
    }

    /// <summary>Leaves out that share of all values.</summary>
    public InventedFile WithGaps(double share) =>
        Headers.Aggregate(this, (file, header) => file.Changed(header, share, (_, _) => null, copiesOnly: false));

    /// <summary>What somebody else who is no relative has there: who moved, married or changed the mailbox.</summary>
    public InventedFile FromOthers(double share, params string[] headers)
    {
        int[] places = [.. headers.Select(At)];
        return Rows(places[0], share, copiesOnly: true, (values, random) =>
        {
            var other = Records[random.Next(Records.Count)].Values;
            foreach (var place in places) values[place] = other[place];
        });
    }

    private string? this[int record, string header] => Records[record].Values[At(header)];

    private int At(string header) => Headers.ToList().IndexOf(header);

    /// <param name="seed">A column, so that what is done to one befalls other rows than what is done to the next.</param>
    private InventedFile Rows(int seed, double share, bool copiesOnly, Action<string?[], Random> change)
    {
        var random = new Random((seed * 31) + Records.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var records = new List<LinkageRecord>();
        foreach (var record in Records)
        {
            var values = record.Values.ToArray();
            var isCopy = !seen.Add(Truth[record.Id]);
            if ((isCopy || !copiesOnly) && random.NextDouble() < share) change(values, random);
            records.Add(record with { Values = values });
        }

        return this with { Records = records };
    }
}
