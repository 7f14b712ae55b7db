using System.Diagnostics;

namespace CdpStudio.Core.Rules;

/// <summary>A filter as a tree.</summary>
public static class FilterTree
{
    /// <summary>The property filters in it, in the order written.</summary>
    public static IEnumerable<Filter.Property> Properties(this Filter filter) => filter switch
    {
        Filter.All f => f.Filters.SelectMany(Properties),
        Filter.Any f => f.Filters.SelectMany(Properties),
        Filter.Not f => Properties(f.Inner),
        Filter.Property f => [f],
        _ => throw new UnreachableException(filter.GetType().Name),
    };
}
