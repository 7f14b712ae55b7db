using System.Collections.Frozen;
using System.Data.Common;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>Which source a write key is of, from memory: every tracking request asks. Other nodes' changes are seen within seconds.</summary>
public sealed partial class WriteKeys(
    IDbContextFactory<StudioDbContext> contexts, TimeProvider clock, ILogger<WriteKeys> logger) : BackgroundService
{
    private static readonly TimeSpan s_loadAgain = TimeSpan.FromSeconds(5);

    // One at a time: a list that was read before a source was made must not come after the one that has it.
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile FrozenDictionary<string, SourceDoor> _doors = FrozenDictionary<string, SourceDoor>.Empty;

    /// <summary>Null when there is no such key, or its source is disabled.</summary>
    public SourceDoor? Find(string writeKey) => _doors.GetValueOrDefault(writeKey);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var sources = await db.Sources.AsNoTracking().Where(s => s.WriteKey != null && !s.Disabled).ToListAsync(cancellationToken);
            _doors = sources.ToFrozenDictionary(s => s.WriteKey!, s => new SourceDoor(s.Id, s.AllowedOrigins, s.MessagesPerSecond), StringComparer.Ordinal);
        }
        finally
        {
            _loading.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _loading.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_loadAgain, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception e) when (e is DatabaseUnavailableException or DbException)
            {
                // The keys at hand stay good; the database is asked again.
                LogNotLoaded(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write keys could not be loaded again")]
    private partial void LogNotLoaded(Exception reason);
}

/// <summary>A source as the tracking API sees it.</summary>
/// <param name="MessagesPerSecond">Null for what holds for all sources.</param>
public sealed record SourceDoor(SourceId Id, string AllowedOrigins, int? MessagesPerSecond)
{
    private readonly string[] _origins = AllowedOrigins.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool AllowsAnyOrigin => _origins.Length == 0;

    public bool Allows(string origin) => AllowsAnyOrigin || _origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
