using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence.Providers;

/// <summary>Cleans what entities are about to store, as <see cref="BulkColumn"/> does for rows.</summary>
internal sealed class TextInterceptor : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var property in entry.Properties)
            {
                if (property.CurrentValue is string text && text.Contains('\0', StringComparison.Ordinal))
                    property.CurrentValue = StoredText.Clean(text);
            }
        }

        return ValueTask.FromResult(result);
    }
}
