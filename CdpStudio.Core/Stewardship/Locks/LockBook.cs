using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Locks;

/// <summary>Who locked and let go of values, by the identifiers that they said it of.</summary>
public sealed class LockBook(IDbContextFactory<StudioDbContext> contexts)
{
    /// <param name="numbers">All of a person.</param>
    /// <returns>In the order in which it was said.</returns>
    public async Task<IReadOnlyList<AttributeLock>> OfAsync(IReadOnlyList<ProfileId> numbers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AttributeLocks.AsNoTracking().Where(l => numbers.Contains(l.Profile)).OrderBy(l => l.Id).ToListAsync(cancellationToken);
    }

    /// <summary>From when a further word is valid: never before one that was said already, whatever the clocks of several nodes say.</summary>
    internal async Task<long> NextMomentAsync(IReadOnlyList<ProfileId> numbers, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var said = (await OfAsync(numbers, cancellationToken)).Where(l => IsOf(l, name)).Select(l => l.At);
        return said.Append(now.ToUnixTimeMilliseconds()).Max();
    }

    /// <summary>Identifiers of the person whose newest word on an attribute locks it.</summary>
    internal async Task<IReadOnlyList<ProfileId>> LockedAsync(IReadOnlyList<ProfileId> numbers, string name, CancellationToken cancellationToken)
    {
        var locks = await OfAsync(numbers, cancellationToken);
        return [.. locks.Where(l => IsOf(l, name)).GroupBy(l => l.Profile).Where(g => !g.Last().LetsGo).Select(g => g.Key)];
    }

    /// <summary>Whose word it is that an attribute has the value which is valid from a moment; null where nobody knows.</summary>
    /// <param name="locks">Of the person.</param>
    public static string? Who(IReadOnlyList<AttributeLock> locks, string name, long validFrom) =>
        locks.LastOrDefault(l => !l.LetsGo && l.At == validFrom && IsOf(l, name))?.By;

    private static bool IsOf(AttributeLock said, string name) => StudioText.Key(said.Name) == StudioText.Key(name);
}
