using System.Collections.Frozen;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

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
}

/// <summary>Loaded at start; whoever declares something loads it again.</summary>
public sealed class CurrentCatalogue(IDbContextFactory<StudioDbContext> contexts) : IHostedService
{
    private volatile CatalogueContent _content = CatalogueContent.Empty;

    /// <summary>Runs on the thread of whoever declared something.</summary>
    public event Action? Changed;

    public CatalogueContent Content => _content;

    public Task StartAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var attributes = await db.DeclaredAttributes.AsNoTracking().ToListAsync(cancellationToken);
        var events = await db.DeclaredEvents.AsNoTracking().ToListAsync(cancellationToken);

        _content = new CatalogueContent(
            attributes.ToFrozenDictionary(a => a.Key, StringComparer.Ordinal), events.ToFrozenDictionary(e => e.Key, StringComparer.Ordinal));
        Changed?.Invoke();
    }
}
