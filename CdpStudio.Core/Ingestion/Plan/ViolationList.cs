using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>One way in which messages of a source did not keep to the plan, or were odd in themselves.</summary>
/// <param name="Event">As declared; null for an attribute.</param>
/// <param name="Name">Of the attribute, or the property's path, as declared; empty where <see cref="ViolationKinds.IsOdd"/>.</param>
/// <param name="Examples">A few values, cut; empty where they are personal.</param>
public sealed record ViolationRow(
    SourceId Source, string? Event, string Name, ViolationKind Kind, long Marked, long Dropped, DateTimeOffset LastAt, IReadOnlyList<string> Examples, bool Pii);

/// <param name="Rows">Of stored messages, the most frequent first.</param>
/// <param name="Quarantined">Messages that the plan keeps in quarantine now.</param>
public sealed record Violations(IReadOnlyList<ViolationRow> Rows, long Quarantined);

public sealed class ViolationList(IDbContextFactory<StudioDbContext> contexts, CurrentCatalogue catalogue, TimeProvider clock)
{
    /// <summary>How far back is looked.</summary>
    public const int Days = 30;

    internal static int FirstShown(DateTimeOffset now) => PlanViolation.DayOf(now.ToUnixTimeMilliseconds()) - Days + 1;

    /// <param name="source">Null for all.</param>
    public async Task<Violations> FindAsync(SourceId? source, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = FirstShown(clock.GetUtcNow());
        var number = source?.Value;
        var found = await db.PlanViolations.AsNoTracking()
            .Where(v => v.Day >= since && (number == null || v.Source == number))
            .ToListAsync(cancellationToken);
        var quarantined = await db.QuarantinedMessages.Of(new QuarantineSelection(RefusalReason.ViolatesPlan, number)).Open().LongCountAsync(cancellationToken);

        return new Violations(
            [
                .. found
                    .GroupBy(v => (v.Source, v.EventKey, v.NameKey, v.Kind))
                    .Select(g => RowOf(g.Key.Source, g.Key.EventKey, g.Key.NameKey, g.Key.Kind, [.. g.OrderByDescending(v => v.Day)]))
                    .OrderByDescending(r => r.Marked + r.Dropped).ThenBy(r => r.Event ?? "", StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)
                    .ThenBy(r => r.Kind).ThenBy(r => r.Source.Value),
            ],
            quarantined);
    }

    private ViolationRow RowOf(int source, string eventKey, string nameKey, ViolationKind kind, IReadOnlyList<PlanViolation> days)
    {
        var declaredEvent = eventKey.Length == 0 ? null : catalogue.Content.Events.GetValueOrDefault(eventKey);
        var property = declaredEvent?.Properties.Find(p => StudioText.Key(p.Name) == nameKey);
        var attribute = eventKey.Length == 0 ? catalogue.Content.Attributes.GetValueOrDefault(nameKey) : null;
        // What has become personal since is not shown either.
        var pii = eventKey.Length == 0
            ? catalogue.Content.IsPersonal(attribute?.Name ?? nameKey)
            : catalogue.Content.IsPersonal(declaredEvent?.Name ?? eventKey, property?.Name ?? nameKey);
        return new ViolationRow(
            new SourceId(source),
            eventKey.Length == 0 ? null : declaredEvent?.Name ?? eventKey,
            property?.Name ?? attribute?.Name ?? nameKey,
            kind,
            days.Sum(d => d.Marked),
            days.Sum(d => d.Dropped),
            DateTimeOffset.FromUnixTimeMilliseconds(days.Max(d => d.LastAt)),
            pii ? [] : [.. days.SelectMany(d => d.Examples).Distinct().Take(PlanViolation.MaxExamples)],
            pii);
    }
}
