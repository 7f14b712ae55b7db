using System.Collections;
using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Counts which nodes, operators, measures and windows a set of rules holds, so that nothing is left untested unseen.</summary>
public sealed class RuleCensus
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Walks the records by their members: a new case is counted without anybody thinking of it here.</summary>
    public void Add(object node)
    {
        var type = node.GetType();
        if (node is string or decimal or int or bool or double or WrittenDate or Duration) return;
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

        var negated = type.GetProperty("Negated")?.GetValue(node) is true ? " negated" : "";
        Count(type.DeclaringType is { } family ? $"{family.Name}.{type.Name}{negated}" : type.Name);
        foreach (var member in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            if (member.GetValue(node) is { } inner) Add(inner);
    }

    public override string ToString() =>
        string.Join(", ", _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    private void Count(string word) => _counts[word] = _counts.GetValueOrDefault(word) + 1;
}
