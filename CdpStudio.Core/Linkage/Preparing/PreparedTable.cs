namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>The records' normal forms by column. Records are numbered in the order of those forms, then of their ids.</summary>
internal sealed class PreparedTable
{
    // Patterns have 21 places of three bits, and one is taken by the order of names. Texts of no known kind are the first to go.
    private const int MaxColumns = 20;

    private readonly string[] _ids;

    private PreparedTable(string[] ids, Column[] columns)
    {
        _ids = ids;
        Columns = columns;
        Given = Array.FindIndex(columns, c => c.Field.Kind == FieldKind.GivenName);
        Family = Array.FindIndex(columns, c => c.Field.Kind == FieldKind.FamilyName);
        Numbers = ids.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i, StringComparer.Ordinal);
    }

    public int Count => _ids.Length;

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column of given names, -1 without one.</summary>
    public int Given { get; }

    /// <summary>The column of family names, -1 without one.</summary>
    public int Family { get; }

    public bool HasBothNames => Given >= 0 && Family >= 0;

    public IReadOnlyDictionary<string, int> Numbers { get; }

    public string Id(int record) => _ids[record];

    public static PreparedTable Prepare(LinkageTable table)
    {
        var forms = Forms(table).OrderBy(f => f.Field.Kind == FieldKind.Text).Take(MaxColumns).ToList();
        var order = Enumerable.Range(0, table.Records.Count).ToArray();
        Array.Sort(order, (a, b) => Compare(forms, table.Records, a, b));

        var names = new Vocabulary();
        return new PreparedTable(
            [.. order.Select(i => table.Records[i].Id)],
            [.. forms.Select(f => new Column(f.Field, [.. order.Select(i => f.Forms[i])], IsName(f.Field.Kind) ? names : new Vocabulary()))]);
    }

    private static bool IsName(FieldKind kind) => kind is FieldKind.GivenName or FieldKind.FamilyName;

    /// <summary>A full name is read only where it is all there is: beside its parts it would count the same evidence twice.</summary>
    private static IEnumerable<(LinkageField Field, string?[] Forms)> Forms(LinkageTable table)
    {
        var hasParts = table.Fields.Any(f => f.Kind == FieldKind.FamilyName);
        var hasFull = false;
        for (var i = 0; i < table.Fields.Count; i++)
        {
            var field = table.Fields[i];
            var values = table.Records.Select(r => r.Values[i]);
            switch (field.Kind)
            {
                case FieldKind.Ignored:
                    break;
                case FieldKind.FullName:
                    if (hasParts || hasFull) break;

                    hasFull = true;
                    var names = values.Select(NormalForm.Names).ToList();
                    yield return (field with { Kind = FieldKind.GivenName }, [.. names.Select(n => n.Given)]);
                    yield return (field with { Kind = FieldKind.FamilyName }, [.. names.Select(n => n.Family)]);
                    break;
                case FieldKind.BirthDate:
                    var dates = new DateForms(values);
                    yield return (field, [.. values.Select(dates.Read)]);
                    break;
                default:
                    yield return (field, [.. values.Select(v => NormalForm.Of(field.Kind, v))]);
                    break;
            }
        }
    }

    private static int Compare(List<(LinkageField Field, string?[] Forms)> forms, IReadOnlyList<LinkageRecord> records, int a, int b)
    {
        foreach (var (_, values) in forms)
        {
            var order = string.CompareOrdinal(values[a], values[b]);
            if (order != 0) return order;
        }

        return string.CompareOrdinal(records[a].Id, records[b].Id);
    }
}
