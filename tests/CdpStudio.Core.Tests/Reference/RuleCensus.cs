using System.Collections;
using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Counts which nodes, operators, measures and windows a set of rules holds, so that nothing is left untested unseen.</summary>
public sealed class RuleCensus
{
    private const string Negated = " negated";

    private static readonly Type[] s_families = [typeof(Rule), typeof(Test), typeof(Measure), typeof(Window), typeof(Membership), typeof(Filter)];

    private static readonly Type[] s_enums =
    [
        typeof(TextOperator), typeof(NumberOperator), typeof(ListOperator), typeof(PropertyMeasure), typeof(CalendarRange), typeof(CalendarPeriod),
        typeof(ConsentState), typeof(JourneyState), typeof(DurationUnit),
    ];

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>What of the whole language was met fewer times than <paramref name="least"/>.</summary>
    public IReadOnlyList<string> Rarer(int least) => [.. WholeLanguage().Where(w => _counts.GetValueOrDefault(w) < least)];

    private static IEnumerable<string> WholeLanguage()
    {
        foreach (var kind in s_families.SelectMany(f => f.GetNestedTypes()))
        {
            yield return NameOf(kind);
            if (kind.GetProperty("Negated") is not null) yield return NameOf(kind) + Negated;
        }

        foreach (var word in s_enums.SelectMany(e => Enum.GetNames(e).Select(n => $"{e.Name}.{n}"))) yield return word;
    }

    /// <summary>Walks the records by their members: a new case is counted without anybody thinking of it here.</summary>
    public void Add(object node)
    {
        var type = node.GetType();
        if (node is string or decimal or int or long or bool or double or WrittenDate) return;
        if (node is IEnumerable many)
        {
            foreach (var inner in many) Add(inner);
            return;
        }

        if (type.IsEnum)
        {
            Count($"{type.Name}.{node}");
            return;
        }

        Count(NameOf(type) + (type.GetProperty("Negated")?.GetValue(node) is true ? Negated : ""));
        foreach (var member in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            if (member.GetValue(node) is { } inner) Add(inner);
    }

    public override string ToString() =>
        string.Join(", ", _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    private static string NameOf(Type type) => type.DeclaringType is { } family ? $"{family.Name}.{type.Name}" : type.Name;

    private void Count(string word) => _counts[word] = _counts.GetValueOrDefault(word) + 1;
}
