using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>A name that a source's messages usually have a value for, and today's have none.</summary>
/// <param name="Event">Null for what is said of people.</param>
/// <param name="Today">Messages of the kind that came today.</param>
/// <param name="Before">Share of the messages of the seven days before that had a value, 0 to 1.</param>
public sealed record MissingField(string? Event, string Name, long Today, double Before);

/// <summary>Days are those of UTC. What was found holds for a minute: every page asks, and it is of days.</summary>
public sealed class SourceDrift(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock)
{
    /// <summary>Fewer messages say nothing: of twenty that have a value half the time, one in a million days has none.</summary>
    internal const int Enough = 20;

    private const double Usual = 0.5;
    private const int Days = 7;

    private static readonly TimeSpan s_holds = TimeSpan.FromMinutes(1);

    private volatile Found? _found;

    /// <summary>By source; those without drift are left out.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<MissingField>>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_found is { } last && now - last.At is var age && age >= TimeSpan.Zero && age < s_holds) return last.BySource;

        var found = await ReadAsync(now, cancellationToken);
        _found = new Found(now, found);
        return found;
    }

    private async Task<IReadOnlyDictionary<int, IReadOnlyList<MissingField>>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Plan.PlanViolation.DayOf(now.ToUnixTimeMilliseconds());
        var rows = await db.SourceFieldDays.AsNoTracking().Where(f => f.Day >= today - Days && f.Day <= today).ToListAsync(cancellationToken);

        var found = new Dictionary<int, IReadOnlyList<MissingField>>();
        foreach (var source in rows.GroupBy(r => r.Source))
        {
            var (before, since) = (new FieldCounts(), new FieldCounts());
            foreach (var row in source) (row.Day == today ? since : before).Add(FieldCounts.Read(row.Counts));
            if (Missing(before, since) is { Count: > 0 } missing) found[source.Key] = missing;
        }

        return found;
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

    private sealed record Found(DateTimeOffset At, IReadOnlyDictionary<int, IReadOnlyList<MissingField>> BySource);
}
