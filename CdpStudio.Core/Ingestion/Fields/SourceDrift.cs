using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>A name that a source's messages usually have a value for, and today's have none.</summary>
/// <param name="Event">Null for what is said of people.</param>
/// <param name="Today">Messages of the kind that came today.</param>
/// <param name="Before">Share of the messages of the seven days before that had a value, 0 to 1.</param>
public sealed record MissingField(string? Event, string Name, long Today, double Before);

/// <summary>
/// A name that today's messages of a source have a value for, and none of the <see cref="SourceDrift.DaysBack"/> days before had. A
/// source that is known for a few days only has none.
/// </summary>
/// <param name="Event">Null for what is said of people.</param>
/// <param name="Name">Null for an event that is new itself, and all its properties with it.</param>
/// <param name="Times">Messages of today that have a value.</param>
/// <param name="Today">Messages of the kind that came today.</param>
public sealed record NewField(string? Event, string? Name, long Times, long Today);

/// <param name="New">The most frequent first; no more than names are counted of a day, which is 500.</param>
public sealed record FieldDrift(IReadOnlyList<MissingField> Missing, IReadOnlyList<NewField> New);

/// <summary>Days are those of UTC. What was found holds for a minute: every page asks, and it is of days.</summary>
public sealed class SourceDrift(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock)
{
    /// <summary>Fewer messages say nothing: of twenty that have a value half the time, one in a million days has none.</summary>
    internal const int Enough = 20;

    /// <summary>However long counts are kept: more days are more to read, of each source that sends something new.</summary>
    internal const int DaysBack = 90;

    private const double Usual = 0.5;
    private const int Days = 7;

    private static readonly TimeSpan s_holds = TimeSpan.FromMinutes(1);

    private volatile Found? _found;

    /// <summary>By source; those without drift are left out.</summary>
    public async Task<IReadOnlyDictionary<int, FieldDrift>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_found is { } last && now - last.At is var age && age >= TimeSpan.Zero && age < s_holds) return last.BySource;

        var found = await ReadAsync(now, cancellationToken);
        _found = new Found(now, found);
        return found;
    }

    private async Task<IReadOnlyDictionary<int, FieldDrift>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Plan.PlanViolation.DayOf(now.ToUnixTimeMilliseconds());
        var rows = await db.SourceFieldDays.AsNoTracking().Where(f => f.Day >= today - Days && f.Day <= today).ToListAsync(cancellationToken);

        var found = new Dictionary<int, FieldDrift>();
        foreach (var source in rows.GroupBy(r => r.Source))
        {
            var (before, since, earlier) = (new FieldCounts(), new FieldCounts(), new EarlierFields());
            foreach (var row in source)
            {
                var counts = FieldCounts.Read(row.Counts);
                (row.Day == today ? since : before).Add(counts);
                if (row.Day != today) earlier.Add(row.Day, counts);
            }

            // On most days the week has all of it, and no more is read.
            var others = db.SourceFieldDays.Where(f => f.Source == source.Key && f.Day >= today - DaysBack && f.Day < today - Days);
            if (earlier.Lacks(since)) await AddAsync(earlier, others, cancellationToken);

            var drift = new FieldDrift(Missing(before, since), earlier.NewIn(since, today));
            if (drift.Missing.Count > 0 || drift.New.Count > 0) found[source.Key] = drift;
        }

        return found;
    }

    private static async Task AddAsync(EarlierFields earlier, IQueryable<SourceFieldDay> days, CancellationToken cancellationToken)
    {
        await foreach (var row in days.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken)) earlier.Add(row.Day, FieldCounts.Read(row.Counts));
    }

    internal static IReadOnlyList<MissingField> Missing(FieldCounts before, FieldCounts now) =>
    [
        .. from kind in now.Kinds
           where kind.Value.Messages >= Enough && !now.IsFull
           let usual = before.Kinds.GetValueOrDefault(kind.Key)
           where usual is not null && usual.Messages >= Enough
           from field in usual.Fields
           let share = field.Value / (double)usual.Messages
           where share >= Usual && !kind.Value.Fields.ContainsKey(field.Key)
           orderby kind.Key, field.Key
           select new MissingField(kind.Key.Length == 0 ? null : kind.Key, field.Key, kind.Value.Messages, share),
    ];

    private sealed record Found(DateTimeOffset At, IReadOnlyDictionary<int, FieldDrift> BySource);
}
