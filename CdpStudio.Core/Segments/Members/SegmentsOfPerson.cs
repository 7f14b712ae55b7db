using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments.Members;

/// <summary>The segments that somebody is in now.</summary>
internal sealed class SegmentsOfPerson(IProfileSegments segments) : IPersonalData
{
    public string Part => PersonalPart.Segments;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var segment in await segments.OfAsync(person.Shown, cancellationToken))
        {
            yield return new JsonObject
            {
                ["key"] = segment.Key,
                ["name"] = segment.Name,
                ["since"] = PersonalJson.Moment(segment.Since?.ToUnixTimeMilliseconds()),
            };
        }
    }
}

/// <summary>Every time that somebody was in a segment, as far as it was recorded.</summary>
internal sealed class StaysOfPerson(IDbContextFactory<StudioDbContext> contexts) : IPersonalData
{
    public string Part => PersonalPart.SegmentStays;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segments = await db.Segments.AsNoTracking().Select(s => new { s.Number, s.Key, s.Name }).ToDictionaryAsync(s => s.Number, cancellationToken);
        // Rows of a later generation are leftovers of a round that was cut off.
        var generations = await db.SegmentMemberships.AsNoTracking().ToDictionaryAsync(m => m.Segment, m => m.Generation, cancellationToken);
        var stays = db.SegmentStays.AsNoTracking().Where(s => numbers.Contains(s.Profile)).OrderBy(s => s.Segment).ThenBy(s => s.EnteredGeneration).AsAsyncEnumerable();
        await foreach (var stay in stays.WithCancellation(cancellationToken))
        {
            var reached = generations.GetValueOrDefault(stay.Segment);
            if (stay.EnteredGeneration > reached) continue;

            var segment = segments.GetValueOrDefault(stay.Segment);
            yield return new JsonObject
            {
                ["segment"] = segment?.Key.Value,
                ["name"] = segment?.Name,
                ["enteredAt"] = PersonalJson.Moment(stay.EnteredAt),
                ["leftAt"] = PersonalJson.Moment(stay.LeftGeneration <= reached ? stay.LeftAt : null),
                ["import"] = stay.BroughtBy == 0 ? null : stay.BroughtBy,
            };
        }
    }
}
