using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>Something saved that depends on the types of attributes and properties, such as the rules of segments. Every such module implements it.</summary>
public interface IUsesAttributes
{
    /// <summary>Who could not live with the new type, such as <c>segment 'spring-buyers' (/all/0)</c>; empty when nobody minds.</summary>
    Task<IReadOnlyList<string>> WhoNeedsAnotherTypeAsync(string attribute, DataType newType, CancellationToken cancellationToken);

    /// <summary>Who asks about it, whatever its type.</summary>
    Task<IReadOnlyList<CatalogueUser>> WhoUsesAsync(CatalogueEntry entry, CancellationToken cancellationToken);
}

/// <param name="Event">Whose property it is; null for an attribute.</param>
/// <param name="Name">Of the attribute, or the property's path.</param>
public sealed record CatalogueEntry(string? Event, string Name);

/// <param name="Kind"><c>segment</c> or <c>journey</c>.</param>
/// <param name="Name">As people call it.</param>
public sealed record CatalogueUser(string Kind, string Key, string Name);
