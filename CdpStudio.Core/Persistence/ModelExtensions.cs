using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Persistence;

public static class ModelExtensions
{
    internal const string ServersOnly = "Studio:ServersOnly";

    /// <summary>Text of any length: JSON, logs, messages. It can be no key and have no index.</summary>
    public static PropertyBuilder IsLongText(this PropertyBuilder property) => property.HasMaxLength(-1);

    /// <summary>
    /// An index that SQLite goes without: there an append-only table of millions of rows is written a hundred times slower with
    /// three indexes.
    /// </summary>
    public static IndexBuilder<T> HasServerIndex<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, object?>> properties)
        where T : class
    {
        var index = entity.HasIndex(properties);
        index.HasAnnotation(ServersOnly, true);
        return index;
    }
}
