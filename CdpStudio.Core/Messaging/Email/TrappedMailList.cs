using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>A mail in the trap, as a list shows it.</summary>
public sealed record TrappedMailRow(long Id, DateTimeOffset At, string To, string Subject);

/// <summary>What the mail trap holds.</summary>
public sealed class TrappedMailList(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue)
{
    private const int DeletedAtOnce = 500;

    /// <summary>Newest first.</summary>
    /// <param name="before">The last one of the page before; null for the newest.</param>
    public async Task<IReadOnlyList<TrappedMailRow>> PageAsync(long? before, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mails = before is { } id ? db.TrappedMails.Where(m => m.Id < id) : db.TrappedMails;
        return await mails.OrderByDescending(m => m.Id).Take(size)
            .Select(m => new TrappedMailRow(m.Id, m.At, m.To, m.Subject)).ToListAsync(cancellationToken);
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.TrappedMails.CountAsync(cancellationToken);
    }

    public async Task<TrappedMail?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.TrappedMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
    }

    /// <summary>Null when it was not trapped, or is no longer there.</summary>
    public async Task<TrappedMail?> OfSendAsync(long send, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.TrappedMails.AsNoTracking().OrderBy(m => m.Id).FirstOrDefaultAsync(m => m.Send == send, cancellationToken);
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        // A few at a time: others wait for their turn to write.
        int deleted;
        do
        {
            deleted = await queue.WriteAsync(
                WritePriority.Interactive,
                (db, token) => db.TrappedMails.OrderBy(m => m.Id).Take(DeletedAtOnce).ExecuteDeleteAsync(token),
                cancellationToken);
        }
        while (deleted == DeletedAtOnce);
    }
}
