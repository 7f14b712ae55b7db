using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>The workspace's topics, in memory. Loaded at start; whoever saves one loads them again, and what other nodes save is seen within seconds.</summary>
public sealed class CurrentTopics(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock, ILogger<CurrentTopics> logger)
    : KeptInMemory(TimeSpan.FromSeconds(5), clock, logger)
{
    private volatile IReadOnlyList<Topic> _all = [];

    /// <summary>By name, those that were put away among them.</summary>
    public IReadOnlyList<Topic> All => _all;

    /// <summary>Those that mail may be about.</summary>
    public IEnumerable<Topic> Open => _all.Where(t => !t.IsArchived);

    /// <summary>Null when there is no such topic.</summary>
    public Topic? Find(string key) => _all.FirstOrDefault(t => StudioText.Key(t.Key) == StudioText.Key(key));

    /// <summary>The key itself where there is no such topic.</summary>
    public string NameOf(string key, string language) => Find(key)?.NameIn(language) ?? key;

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var topics = await db.Topics.AsNoTracking().ToListAsync(cancellationToken);
        _all = [.. topics.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Key, StringComparer.Ordinal)];
    }
}
