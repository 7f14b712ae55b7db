using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments.Members;

/// <summary>Reads and writes what is kept of memberships, in writes so small that nobody waits for them.</summary>
public sealed class MembershipBook(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue) : IDisposable
{
    private const int RowsPerWrite = 500;
    private const int RowsPerRead = 20_000;

    private readonly SemaphoreSlim _evaluating = new(1);

    /// <summary>From before a segment is evaluated until all is written that came of it.</summary>
    internal async Task EvaluatingAsync(Func<Task> evaluate, CancellationToken cancellationToken)
    {
        await _evaluating.WaitAsync(cancellationToken);
        try
        {
            await evaluate();
        }
        finally
        {
            _evaluating.Release();
        }
    }

    /// <summary>Until nothing is on its way into the book that was evaluated before.</summary>
    internal Task UntilWrittenAsync(CancellationToken cancellationToken) => EvaluatingAsync(() => Task.CompletedTask, cancellationToken);

    public void Dispose() => _evaluating.Dispose();

    internal async Task<SegmentMembership?> FindAsync(SegmentNumber segment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SegmentMemberships.AsNoTracking().SingleOrDefaultAsync(m => m.Segment == segment, cancellationToken);
    }

    /// <summary>The members that count, in rising order.</summary>
    internal async Task<IReadOnlyList<ProfileId>> MembersAsync(SegmentNumber segment, int generation, CancellationToken cancellationToken)
    {
        var members = new List<ProfileId>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        for (var after = new ProfileId(0); ; after = members[^1])
        {
            var page = await db.SegmentStays
                .Where(s => s.Segment == segment && s.Profile > after && s.EnteredGeneration <= generation)
                .Where(s => s.LeftGeneration == null || s.LeftGeneration > generation)
                .OrderBy(s => s.Profile)
                .Select(s => s.Profile)
                .Take(RowsPerRead)
                .ToListAsync(cancellationToken);
            members.AddRange(page);
            if (page.Count < RowsPerRead) return members;
        }
    }

    /// <summary>Takes back what a round wrote that did not come to its end.</summary>
    internal async Task TakeBackAsync(SegmentNumber segment, int generation, CancellationToken cancellationToken)
    {
        await InChunksAsync(
            db => db.SegmentStays.Where(s => s.Segment == segment && s.EnteredGeneration > generation),
            (db, chunk, token) => db.SegmentStays
                .Where(s => s.Segment == segment && s.EnteredGeneration > generation && chunk.Contains(s.Profile))
                .ExecuteDeleteAsync(token),
            cancellationToken);
        await InChunksAsync(
            db => db.SegmentStays.Where(s => s.Segment == segment && s.LeftGeneration > generation),
            (db, chunk, token) => db.SegmentStays
                .Where(s => s.Segment == segment && s.LeftGeneration > generation && chunk.Contains(s.Profile))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LeftAt, (long?)null).SetProperty(s => s.LeftGeneration, (int?)null), token),
            cancellationToken);
    }

    /// <summary>Writes moves under the generation to come; nobody sees them before <see cref="CommitAsync"/>.</summary>
    /// <param name="brought">Whom imports brought; the others came by themselves.</param>
    internal async Task WriteAsync(
        SegmentNumber segment,
        MembershipChange change,
        IReadOnlyDictionary<ProfileId, BroughtBy> brought,
        int generation,
        long at,
        CancellationToken cancellationToken)
    {
        foreach (var chunk in change.Left.Chunk(RowsPerWrite))
        {
            await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => db.SegmentStays
                    .Where(s => s.Segment == segment && s.LeftGeneration == null && chunk.Contains(s.Profile))
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.LeftAt, at).SetProperty(s => s.LeftGeneration, generation), token),
                cancellationToken);
        }

        foreach (var chunk in change.Entered.Chunk(RowsPerWrite))
        {
            var stays = chunk.Select(Stay).ToList();
            await queue.WriteAsync(WritePriority.Background, (db, token) => db.BulkInsertAsync(stays, token), cancellationToken);
        }

        SegmentStay Stay(ProfileId person)
        {
            var by = brought.GetValueOrDefault(person);
            return new SegmentStay
            {
                Segment = segment, Profile = person, EnteredAt = at, EnteredGeneration = generation, BroughtBy = by.Run, IsQuiet = by.IsQuiet,
            };
        }
    }

    /// <summary>Makes the generation the one that counts, and the day's size along with it.</summary>
    internal Task CommitAsync(SegmentMembership next, MembershipChange change, DateOnly day, CancellationToken cancellationToken) =>
        queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                var membership = await db.SegmentMemberships.SingleAsync(m => m.Segment == next.Segment, token);
                db.Entry(membership).CurrentValues.SetValues(next);

                var today = await db.SegmentDays.FindAsync([next.Segment, day], token);
                if (today is null) db.Add(today = new SegmentDay { Segment = next.Segment, Day = day, Count = 0, Entered = 0, Left = 0 });
                today.Count = next.Count;
                today.Entered += change.Entered.Count;
                today.Left += change.Left.Count;
            },
            cancellationToken);

    /// <summary>Nobody came or went, and what was evaluated must be known after a restart too.</summary>
    internal Task NoteAsync(SegmentMembership evaluated, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        (db, token) => db.SegmentMemberships
            .Where(m => m.Segment == evaluated.Segment && m.Generation == evaluated.Generation && (m.Position < evaluated.Position || m.Identity != evaluated.Identity))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Position, evaluated.Position).SetProperty(m => m.Identity, evaluated.Identity), token),
        cancellationToken);

    /// <summary>Removes what is kept of segments that are gone.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        List<SegmentNumber> gone;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var segments = db.Segments;
            gone = await db.SegmentMemberships.Select(m => m.Segment).Where(n => !segments.Any(s => s.Number == n)).ToListAsync(cancellationToken);
        }

        foreach (var segment in gone)
        {
            await InChunksAsync(
                db => db.SegmentStays.Where(s => s.Segment == segment),
                (db, chunk, token) => db.SegmentStays.Where(s => s.Segment == segment && chunk.Contains(s.Profile)).ExecuteDeleteAsync(token),
                cancellationToken);
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    await db.SegmentDays.Where(d => d.Segment == segment).ExecuteDeleteAsync(token);
                    await db.SegmentMemberships.Where(m => m.Segment == segment).ExecuteDeleteAsync(token);
                },
                cancellationToken);
        }
    }

    private async Task InChunksAsync(
        Func<StudioDbContext, IQueryable<SegmentStay>> stays,
        Func<StudioDbContext, List<ProfileId>, CancellationToken, Task<int>> write,
        CancellationToken cancellationToken)
    {
        List<ProfileId> chunk;
        do
        {
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                chunk = await stays(db).Select(s => s.Profile).Distinct().Take(RowsPerWrite).ToListAsync(cancellationToken);
            }

            if (chunk.Count > 0) await queue.WriteAsync(WritePriority.Background, (db, token) => write(db, chunk, token), cancellationToken);
        }
        while (chunk.Count > 0);
    }
}
