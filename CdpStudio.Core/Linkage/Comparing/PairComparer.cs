using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>
/// Compares two records field by field. The outcome is a pattern: three bits for each column, 0 for missing, else the level plus one. Where
/// a table has both names, one more place says whether they stand in their columns or are better compared crosswise; the names' own
/// places then hold the crosswise levels, so a swap is one piece of evidence and not two disagreements.
/// </summary>
internal sealed class PairComparer
{
    private const int Bits = 3;

    private static readonly Agreement[] s_orders = [Agreement.InOrder, Agreement.Swapped];

    private readonly PreparedTable _table;
    private readonly FieldComparison[] _comparisons;

    public PairComparer(PreparedTable table)
    {
        _table = table;
        _comparisons = [.. table.Columns.Select(c => FieldComparison.For(c.Field.Kind))];
        Levels = [.. _comparisons.Select(c => c.Levels)];
        Kinds = [.. table.Columns.Select(c => c.Field.Kind)];
        if (!table.HasBothNames) return;

        Levels = [.. Levels, s_orders];
        Kinds = [.. Kinds, FieldKind.Ignored];
    }

    /// <summary>By place of the pattern.</summary>
    public IReadOnlyList<IReadOnlyList<Agreement>> Levels { get; }

    /// <summary>By place of the pattern; the order of names has none.</summary>
    public IReadOnlyList<FieldKind> Kinds { get; }

    public FieldComparison this[int column] => _comparisons[column];

    /// <summary>The level at a place, -1 for missing.</summary>
    public static int Level(ulong pattern, int place) => (int)((pattern >> (place * Bits)) & 7) - 1;

    public bool IsSwapped(ulong pattern) => _table.HasBothNames && Level(pattern, _comparisons.Length) == 1;

    /// <summary>The two columns that stand against each other at a place of the pattern, and the codes in them.</summary>
    public (Column First, int A, Column Second, int B) Sides(int place, bool swapped, int a, int b)
    {
        var column = _table.Columns[place];
        if (!swapped || (place != _table.Given && place != _table.Family)) return (column, column[a], column, column[b]);

        // Whichever of the two records is the swapped one: what agrees better, or is rarer, may be the name of a family, so it stands where that is.
        var (given, family) = (_table.Columns[_table.Given], _table.Columns[_table.Family]);
        var (straight, turned) = (Level(_table.Given, given[a], family[b]), Level(_table.Given, family[a], given[b]));
        if (straight < turned || (straight == turned && straight < int.MaxValue && Share(given[a], family[b]) < Share(family[a], given[b]))) (a, b) = (b, a);
        return place == _table.Given ? (given, given[a], family, family[b]) : (family, family[a], given, given[b]);
    }

    public ulong Compare(int a, int b)
    {
        var pattern = 0UL;
        var swapped = false;
        if (_table.HasBothNames)
        {
            var order = Order(a, b);
            swapped = order == 1;
            pattern |= (ulong)(order + 1) << (_comparisons.Length * Bits);
        }

        for (var c = 0; c < _comparisons.Length; c++)
        {
            var (_, codeA, _, codeB) = Sides(c, swapped, a, b);
            if (codeA == Column.Missing || codeB == Column.Missing) continue;

            var level = Level(c, codeA, codeB);
            if (Levels[c][level] == Agreement.PartSame && IsNameInAddress(c, a, b)) continue;

            pattern |= (ulong)(level + 1) << (c * Bits);
        }

        return pattern;
    }

    /// <summary>Of two names, whichever columns they stand in.</summary>
    private double Share(int nameA, int nameB)
    {
        var (given, family) = (_table.Columns[_table.Given], _table.Columns[_table.Family]);
        return Math.Max(Math.Max(given.Share(nameA), family.Share(nameA)), Math.Max(given.Share(nameB), family.Share(nameB)));
    }

    /// <summary>Missing is worse than any.</summary>
    private int Level(int column, int codeA, int codeB)
    {
        if (codeA == Column.Missing || codeB == Column.Missing) return int.MaxValue;

        var words = _table.Columns[column].Words;
        return codeA == codeB ? 0 : _comparisons[column].Compare(words[codeA], words[codeB]);
    }

    /// <summary>"ann.lee" at two hosts says only what the names say already.</summary>
    private bool IsNameInAddress(int column, int a, int b) =>
        Kinds[column] == FieldKind.Email
        && (EmailComparison.IsMadeOf(Text(column, a), Text(_table.Given, a), Text(_table.Family, a))
            || EmailComparison.IsMadeOf(Text(column, b), Text(_table.Given, b), Text(_table.Family, b)));

    private string Text(int column, int record) => column < 0 ? "" : _table.Columns[column].Text(record) ?? "";

    /// <summary>-1 where no name stands against another, 0 in order, 1 swapped: crosswise something is the same, and straight nothing is.</summary>
    private int Order(int a, int b)
    {
        var (givenA, familyA) = (_table.Columns[_table.Given][a], _table.Columns[_table.Family][a]);
        var (givenB, familyB) = (_table.Columns[_table.Given][b], _table.Columns[_table.Family][b]);
        if (AreSame(givenA, givenB) || AreSame(familyA, familyB)) return 0;
        if (AreSame(givenA, familyB) || AreSame(familyA, givenB)) return 1;

        var areComparable = (givenA != Column.Missing && givenB != Column.Missing) || (familyA != Column.Missing && familyB != Column.Missing);
        return areComparable ? 0 : -1;
    }

    private static bool AreSame(int a, int b) => a != Column.Missing && a == b;
}
