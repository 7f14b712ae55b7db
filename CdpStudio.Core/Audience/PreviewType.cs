using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>Asks what would follow if an attribute or a property had another type. Changes nothing.</summary>
/// <param name="Type">Null to leave it undeclared.</param>
public sealed record PreviewType(CatalogueEntry Entry, DataType? Type);

/// <param name="Users">Everybody whose rules ask about it.</param>
/// <param name="Blocked">Of them, who could not be evaluated any more, such as <c>segment 'spring-buyers' (/all/0)</c>: while there are any the change is refused.</param>
public sealed record TypePreview(TypeReading Reading, IReadOnlyList<CatalogueUser> Users, IReadOnlyList<string> Blocked);

public sealed class PreviewTypeHandler(ITypeReadings readings, CurrentCatalogue catalogue, IEnumerable<IUsesAttributes> users)
{
    public async Task<TypePreview> HandleAsync(PreviewType query, CancellationToken cancellationToken)
    {
        var (asking, blocked) = (new List<CatalogueUser>(), new List<string>());
        foreach (var user in users)
        {
            asking.AddRange(await user.WhoUsesAsync(query.Entry, cancellationToken));
            // No operator of a property is refused, whatever its type.
            if (query is { Type: { } type, Entry.Event: null }) blocked.AddRange(await user.WhoNeedsAnotherTypeAsync(query.Entry.Name, type, cancellationToken));
        }

        var reading = readings.Foresee(query.Entry.Event, query.Entry.Name, query.Type);
        return new TypePreview(IsPersonal(query.Entry) ? reading with { Examples = [] } : reading, asking, blocked);
    }

    private bool IsPersonal(CatalogueEntry entry) =>
        entry.Event is { } named ? catalogue.Content.IsPersonal(named, entry.Name) : catalogue.Content.IsPersonal(entry.Name);
}
