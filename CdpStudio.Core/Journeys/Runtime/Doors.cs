using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Opens a journey's entry in the transaction that says that it is open: what came before lets nobody in.</summary>
internal static class Doors
{
    public static async Task OpenAsync(StudioDbContext db, JourneyNumber journey, JourneyDefinition definition, CancellationToken cancellationToken)
    {
        switch (definition.Steps.OfType<JourneyStep.Entry>().Single().Trigger)
        {
            case EntryTrigger.Event or EntryTrigger.Change:
                var next = await db.ProcessorStates.Select(p => p.Next).SingleAsync(cancellationToken);
                await Positions.SetAsync(db, Positions.Open(journey), next - 1, cancellationToken);
                break;
            case EntryTrigger.Segment into:
                await OpenAsync(db, journey, into, cancellationToken);
                break;
            case var other:
                throw new System.Diagnostics.UnreachableException(other?.GetType().Name);
        }
    }

    /// <summary>Whether people come in by the same reason as before: then those on their way in are not turned back.</summary>
    public static bool SameTrigger(JourneyDefinition one, JourneyDefinition other) => Trigger(one) == Trigger(other);

    private static async Task OpenAsync(StudioDbContext db, JourneyNumber journey, EntryTrigger.Segment into, CancellationToken cancellationToken)
    {
        // Validation has found the segment; keys compare without case.
        var keys = await db.Segments.Select(s => new { s.Key, s.Number }).ToListAsync(cancellationToken);
        var segment = keys.Single(s => StudioText.Key(s.Key.Value) == StudioText.Key(into.Key)).Number;
        var generation = await db.SegmentMemberships.Where(m => m.Segment == segment).Select(m => m.Generation).SingleOrDefaultAsync(cancellationToken);
        // Of a segment that was not evaluated yet, whoever is found first is in it now.
        var from = into.Present ? Positions.Present : Math.Max(1, generation);
        await Positions.SetAsync(db, Positions.Segment(segment, journey), from, cancellationToken);
    }

    private static string Trigger(JourneyDefinition definition) =>
        DefinitionWriter.Write(definition.Steps.OfType<JourneyStep.Entry>().Single() with { Id = "", Name = "", X = null, Y = null, Again = EntryAgain.Never });
}
