using System.Collections.Concurrent;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

/// <param name="Scopes">Some of <see cref="Permission.Scopes"/>.</param>
public sealed record KnownApiKey(ApiKeyId Id, string Name, IReadOnlyList<string> Scopes);

/// <summary>Recognises the keys of requests. What it found is kept a few seconds, because a busy program sends many requests.</summary>
public sealed class ApiKeyRing(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_usedAccuracy = TimeSpan.FromMinutes(1);

    // Only keys that exist are kept, so strangers cannot fill it.
    private readonly ConcurrentDictionary<string, (KnownApiKey Key, DateTimeOffset ReadAt)> _kept = new();

    /// <returns>Null when there is no such key, or it was revoked.</returns>
    public async Task<KnownApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.Hash(text);
        var name = Convert.ToHexString(hash);
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(name, out var kept) && now - kept.ReadAt < Kept) return kept.Key;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellationToken);
        if (key is null)
        {
            _kept.TryRemove(name, out _);
            return null;
        }

        if (key.LastUsedAt is null || now - key.LastUsedAt >= s_usedAccuracy) await MarkUsedAsync(key.Id, now, cancellationToken);

        var known = new KnownApiKey(key.Id, key.Name, key.Scopes);
        _kept[name] = (known, now);
        return known;
    }

    /// <summary>Reads every key anew.</summary>
    public void Forget() => _kept.Clear();

    private Task<int> MarkUsedAsync(ApiKeyId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), token),
            cancellationToken);
}
