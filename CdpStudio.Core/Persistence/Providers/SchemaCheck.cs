using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence.Providers;

internal static class SchemaCheck
{
    /// <summary>The migrations that this program would still apply.</summary>
    /// <exception cref="StartRefusedException">The database has migrations that this program does not know.</exception>
    public static async Task<IReadOnlyList<string>> PendingAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        var newer = applied.Where(m => !known.Contains(m)).ToList();
        if (newer.Count > 0)
        {
            throw new StartRefusedException(
                $"The database was made by a newer version of CDP Studio (it has {string.Join(", ", newer)}). Start that version, or restore the copy that was made before the upgrade.");
        }

        return [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)];
    }
}
