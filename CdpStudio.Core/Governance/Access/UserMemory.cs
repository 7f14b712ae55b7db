using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

public sealed record VisitRow(string Href, string Text, string Kind, DateTimeOffset At);

/// <summary>What the product remembers for one user: choices about the screen, and where the user left off.</summary>
public sealed class UserMemory(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, TimeProvider clock)
{
    private const int MostVisits = 20;

    public async Task<string?> ChoiceAsync(Guid user, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.UserChoices.Where(c => c.User == user && c.Name == name).Select(c => c.Value).SingleOrDefaultAsync(cancellationToken);
    }

    public Task ChooseAsync(Guid user, string name, string value, CancellationToken cancellationToken) =>
        queue.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            var choice = await db.UserChoices.SingleOrDefaultAsync(c => c.User == user && c.Name == name, token);
            if (choice is null) db.UserChoices.Add(new UserChoice { User = user, Name = name, Value = value });
            else choice.Value = value;
            return choice;
        }, cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<VisitRow>> VisitsAsync(Guid user, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.UserVisits.Where(v => v.User == user)
            .OrderByDescending(v => v.At)
            .Take(size)
            .Select(v => new VisitRow(v.Href, v.Text, v.Kind, v.At))
            .ToListAsync(cancellationToken);
    }

    public Task VisitAsync(Guid user, string href, string text, string kind, CancellationToken cancellationToken) =>
        queue.WriteAsync(WritePriority.Background, async (db, token) =>
        {
            var visits = await db.UserVisits.Where(v => v.User == user).OrderByDescending(v => v.At).ToListAsync(token);
            db.UserVisits.RemoveRange(visits.Where(v => v.Href != href).Skip(MostVisits - 1));
            var before = visits.Find(v => v.Href == href);
            if (before is null)
            {
                db.UserVisits.Add(new UserVisit { User = user, Href = href, Text = text, Kind = kind, At = clock.GetUtcNow() });
                return before;
            }

            before.Text = text;
            before.Kind = kind;
            before.At = clock.GetUtcNow();
            return before;
        }, cancellationToken);
}
