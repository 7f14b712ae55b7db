using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Imports that are being prepared. Everybody sees only their own: a draft is a file of personal data.</summary>
public sealed class ImportDrafts(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ImportFiles files, TimeProvider clock)
{
    public async Task<Guid> AddAsync(StoredFile file, string owner, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var draft = new ImportDraft
        {
            Id = Guid.CreateVersion7(now),
            FileName = file.Name,
            StoredFile = file.StoredName,
            Bytes = file.Bytes,
            Owner = owner,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await queue.WriteAsync(
            WritePriority.Interactive, (db, _) => { db.ImportDrafts.Add(draft); return Task.CompletedTask; }, cancellationToken);
        return draft.Id;
    }

    public async Task<ImportDraft?> FindAsync(Guid id, string owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImportDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.Owner == owner, cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ImportDraft>> OfAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImportDrafts.AsNoTracking().Where(d => d.Owner == owner).OrderByDescending(d => d.UpdatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Nothing happens when it was started or thrown away in the meantime.</summary>
    public Task SaveAsync(Guid id, string owner, DraftChoices choices, CancellationToken cancellationToken)
    {
        var json = choices.Write();
        var now = clock.GetUtcNow();
        return queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.ImportDrafts.Where(d => d.Id == id && d.Owner == owner).ExecuteUpdateAsync(
                set => set.SetProperty(d => d.Choices, json).SetProperty(d => d.UpdatedAt, now), token),
            cancellationToken);
    }

    public async Task DiscardAsync(Guid id, string owner, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, owner, cancellationToken) is not { } draft) return;

        await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => db.ImportDrafts.Where(d => d.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        files.Delete(draft.StoredFile);
    }
}
