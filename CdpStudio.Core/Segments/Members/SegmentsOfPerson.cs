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

    /// <summary>Nobody is in a segment whom the engine does not know.</summary>
    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => Task.FromResult(0L);
}

/// <summary>Every time that somebody was in a segment, as far as it was recorded.</summary>
internal sealed class StaysOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, MembershipBook book) : IPersonalData
{
    private const int RowsPerWrite = 200;

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

    /// <remarks>
    /// The follower may miss these rows: it looks for them only to write that the person has left, which it counts by what it evaluated.
    /// After a restart before its next look, nobody has left, and that day counts one fewer.
    /// </remarks>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        // What is evaluated from now on is so without the person; what was before is written by then.
        await book.UntilWrittenAsync(cancellationToken);

        var numbers = person.Numbers;
        List<SegmentStay> stays;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            stays = await db.SegmentStays.AsNoTracking().Where(s => numbers.Contains(s.Profile)).ToListAsync(cancellationToken);

        foreach (var of in stays.GroupBy(s => s.Segment))
        {
            var segment = of.Key;
            foreach (var chunk in of.Select(s => s.EnteredGeneration).Distinct().Chunk(RowsPerWrite))
            {
                await queue.WriteAsync(
                    WritePriority.Background,
                    (db, token) => db.SegmentStays
                        .Where(s => s.Segment == segment && numbers.Contains(s.Profile) && chunk.Contains(s.EnteredGeneration))
                        .ExecuteDeleteAsync(token),
                    cancellationToken);
            }
        }

        return stays.Count;
    }
}
