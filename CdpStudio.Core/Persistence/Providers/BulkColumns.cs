using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CdpStudio.Core.Persistence.Providers;

/// <summary>The columns of one entity's table as the EF model has them, with the way to read each from an entity.</summary>
internal sealed class BulkColumns
{
    private static readonly ConcurrentDictionary<IEntityType, BulkColumns> s_known = new();

    private BulkColumns(IEntityType entity)
    {
        var mapping = entity.GetTableMappings().Single();
        Table = mapping.Table;
        // What the database numbers by itself is left to it.
        Columns = [.. mapping.ColumnMappings.Where(m => !IsNumberedByDatabase(m.Property)).Select(m => new BulkColumn(m))];
    }

    public ITable Table { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    public static BulkColumns Of<T>(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        return s_known.GetOrAdd(entity, static e => new BulkColumns(e));
    }

    private static bool IsNumberedByDatabase(IProperty property) =>
        property.ValueGenerated == ValueGenerated.OnAdd
        && property.GetValueConverter() is null
        && (property.ClrType == typeof(long) || property.ClrType == typeof(int));
}

internal sealed class BulkColumn(IColumnMapping mapping)
{
    private readonly IClrPropertyGetter _getter = mapping.Property.GetGetter();
    private readonly Func<object?, object?>? _convert = mapping.TypeMapping.Converter?.ConvertToProvider;

    public string Name => mapping.Column.Name;

    public RelationalTypeMapping Type => mapping.TypeMapping;

    public Type ProviderType => Type.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(Type.ClrType) ?? Type.ClrType;

    /// <summary>The value as the driver takes it; null for NULL.</summary>
    public object? Read(object entity)
    {
        var value = _getter.GetClrValueUsingContainingEntity(entity);
        if (value is not null && _convert is not null) value = _convert(value);

        return value is string text ? StoredText.Clean(text) : value;
    }
}
