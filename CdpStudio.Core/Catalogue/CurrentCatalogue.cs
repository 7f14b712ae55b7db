using System.Collections.Frozen;
using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Catalogue;

/// <summary>What is declared, in memory. Replaced as a whole, so two reads of one object agree.</summary>
/// <param name="Attributes">By folded name (<see cref="StudioText.Key"/>).</param>
/// <param name="Events">By folded name.</param>
public sealed record CatalogueContent(
    IReadOnlyDictionary<string, DeclaredAttribute> Attributes, IReadOnlyDictionary<string, DeclaredEvent> Events)
{
    public static CatalogueContent Empty { get; } =
        new(FrozenDictionary<string, DeclaredAttribute>.Empty, FrozenDictionary<string, DeclaredEvent>.Empty);

    public DeclaredAttribute? Attribute(string name) => Attributes.GetValueOrDefault(StudioText.Key(name));

    public DeclaredEvent? Event(string name) => Events.GetValueOrDefault(StudioText.Key(name));

    /// <summary>Whether an attribute's values are personal: as somebody said of it or of what it lies in, else as its name sounds.</summary>
    public bool IsPersonal(string attribute) =>
        Nearest(attribute, path => Attribute(path)?.Pii) ?? PersonalNames.OfAttribute(attribute);

    /// <summary>The same of a property; of several events that it may be of, one is enough.</summary>
    /// <param name="eventName">A name, a prefix with a trailing <c>*</c>, or <c>*</c>.</param>
    /// <param name="path">Dotted.</param>
    public bool IsPersonal(string eventName, string path)
    {
        var said = Named(eventName)
            .Select(e => Nearest(path, part => e.Properties.Find(p => StudioText.Key(p.Name) == StudioText.Key(part))?.Pii)).OfType<bool>().ToList();
        return said.Count > 0 ? said.Contains(true) : PersonalNames.OfProperty(path);
    }

    private IEnumerable<DeclaredEvent> Named(string name) => name is [.. var prefix, '*']
        ? Events.Values.Where(e => e.Key.StartsWith(StudioText.Key(prefix), StringComparison.Ordinal))
        : Event(name) is { } declared ? [declared] : [];

    private static bool? Nearest(string path, Func<string, bool?> said)
    {
        for (var part = path; ; part = part[..part.LastIndexOf('.')])
        {
            if (said(part) is { } personal) return personal;
            if (!part.Contains('.', StringComparison.Ordinal)) return null;
        }
    }
}

/// <summary>Loaded at start; whoever declares something loads it again, and what other nodes declare is seen within seconds.</summary>
public sealed class CurrentCatalogue(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock, ILogger<CurrentCatalogue> logger)
    : KeptInMemory(TimeSpan.FromSeconds(5), clock, logger)
{
    private volatile CatalogueContent _content = CatalogueContent.Empty;
    private string _written = "";

    /// <summary>Something is declared differently. Runs on the thread of whoever loads.</summary>
    public event Action? Changed;

    public CatalogueContent Content => _content;

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var attributes = await db.DeclaredAttributes.AsNoTracking().OrderBy(a => a.Key).ToListAsync(cancellationToken);
        var events = await db.DeclaredEvents.AsNoTracking().OrderBy(e => e.Key).ToListAsync(cancellationToken);
        // Whoever follows compiles everything anew, so nobody is called for nothing.
        var written = JsonSerializer.Serialize(new { attributes, events });
        if (written == _written) return;

        _written = written;
        _content = new CatalogueContent(
            attributes.ToFrozenDictionary(a => a.Key, StringComparer.Ordinal), events.ToFrozenDictionary(e => e.Key, StringComparer.Ordinal));
        Changed?.Invoke();
    }
}
