using System.Globalization;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Names of <see cref="JourneyPosition"/> rows, and moves that let one node through at a time.</summary>
internal static class Positions
{
    /// <summary>The fact up to which entries by events and by changes were looked for.</summary>
    public const string Facts = "facts";

    /// <summary>The journey number that was given last: deleted journeys keep theirs.</summary>
    public const string LastNumber = "number";

    /// <summary>The fact after which others let people into a journey.</summary>
    public static string Open(JourneyNumber journey) => Text($"open:journey:{journey.Value}");

    /// <summary>The generation up to which people who came into a segment came into a journey; <see cref="Present"/> before the first.</summary>
    public static string Segment(SegmentNumber segment, JourneyNumber journey) => Text($"segment:{segment.Value}:journey:{journey.Value}");

    /// <summary>Since when a journey's mails rest, milliseconds since the Unix epoch.</summary>
    public static string Rest(JourneyNumber journey) => Text($"rest:journey:{journey.Value}");

    /// <summary>Of a segment's position: also those who are in it now.</summary>
    public const long Present = -1;

    public static Task<long?> FindAsync(StudioDbContext db, string name, CancellationToken cancellationToken) =>
        db.JourneyPositions.Where(p => p.Name == name).Select(p => (long?)p.Position).SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Moves it, if it still stands where it was seen; the row stays locked until the transaction ends, so what is written along is
    /// written by one node at a time.
    /// </summary>
    public static async Task<bool> TryMoveAsync(StudioDbContext db, string name, long from, long to, CancellationToken cancellationToken) =>
        await db.JourneyPositions
            .Where(p => p.Name == name && p.Position == from)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Position, to), cancellationToken) == 1;

    public static async Task SetAsync(StudioDbContext db, string name, long position, CancellationToken cancellationToken)
    {
        if (await db.JourneyPositions.SingleOrDefaultAsync(p => p.Name == name, cancellationToken) is { } there) there.Position = position;
        else db.Add(new JourneyPosition { Name = name, Position = position });
    }

    private static string Text(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
