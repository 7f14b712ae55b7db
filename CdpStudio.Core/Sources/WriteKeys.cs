using System.Collections.Frozen;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>Which source a write key is of, from memory: every tracking request asks. Other nodes' changes are seen within seconds.</summary>
public sealed class WriteKeys(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock, ILogger<WriteKeys> logger)
    : KeptInMemory(TimeSpan.FromSeconds(5), clock, logger)
{
    private volatile FrozenDictionary<string, SourceDoor> _doors = FrozenDictionary<string, SourceDoor>.Empty;

    /// <summary>Null when there is no such key, or its source is disabled.</summary>
    public SourceDoor? Find(string writeKey) => _doors.GetValueOrDefault(writeKey);

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = await db.Sources.AsNoTracking().Where(s => s.WriteKey != null && !s.Disabled).ToListAsync(cancellationToken);
        _doors = sources.ToFrozenDictionary(s => s.WriteKey!, s => new SourceDoor(s.Id, s.AllowedOrigins, s.MessagesPerSecond), StringComparer.Ordinal);
    }
}

/// <summary>A source as the tracking API sees it.</summary>
/// <param name="MessagesPerSecond">Null for what holds for all sources.</param>
public sealed record SourceDoor(SourceId Id, string AllowedOrigins, int? MessagesPerSecond)
{
    private readonly string[] _origins = AllowedOrigins.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool AllowsAnyOrigin => _origins.Length == 0;

    public bool Allows(string origin) => AllowsAnyOrigin || _origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
