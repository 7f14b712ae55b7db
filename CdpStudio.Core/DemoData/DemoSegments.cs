using CdpStudio.Core.Journeys;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>The demo's segments: made, and taken out unless somebody's work stands on them.</summary>
internal sealed class DemoSegments(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IEnumerable<IUsesSegments> users, SaveSegmentHandler save, DeleteSegmentHandler delete)
{
    /// <summary>Who made what the demo made.</summary>
    internal const string By = "Demo data";

    private static readonly (string Name, string Rule)[] s_segments =
    [
        ("Regulars", """{"event":"Order Completed","during":{"last":"180d"},"op":"gte","value":3}"""),
        ("Lapsing regulars with a basket", """
            {"all":[{"event":"Order Completed","op":"gte","value":3},
                    {"not":{"event":"Order Completed","during":{"last":"60d"}}},
                    {"event":"Product Added","during":{"last":"30d"}}]}
            """),
        ("Newsletter readers in Vietnam", """{"all":[{"attribute":"country","op":"eq","value":"VN"},{"attribute":"newsletter","op":"isTrue"}]}"""),
    ];

    public async Task MakeAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        foreach (var (key, name, rule) in await KeysAsync(load, cancellationToken))
        {
            // A segment under a key that was written down is ours, from before the process died.
            var saved = await save.HandleAsync(new SaveSegment(key, name, rule, By, new SaveOver.Nothing()), cancellationToken);
            if (saved is not (SaveSegmentResult.Saved or SaveSegmentResult.KeyTaken))
                throw new InvalidOperationException($"The demo's segment {key} was refused: {saved}.");
        }
    }

    /// <summary>Those that would stay, because somebody changed them or uses them.</summary>
    public async Task<IReadOnlyList<KeptByPeople>> KeptAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.Segments.AsNoTracking().ToListAsync(cancellationToken);
        var recorded = DemoMade.Read(load.Made);
        var made = recorded.Segments.ToHashSet(StringComparer.Ordinal);
        var journeys = await db.Journeys.AsNoTracking().Where(j => recorded.Journeys.Contains(j.Key) && j.DraftVersion == 1).ToListAsync(cancellationToken);
        var campaigns = (await DemoCampaign.Of(db, recorded).ToListAsync(cancellationToken)).Where(c => !DemoCampaign.IsChanged(c));
        HashSet<string> own = [.. journeys.Select(j => j.Key), .. campaigns.Select(c => DemoCampaign.Key(c.Id))];
        var kept = new List<KeptByPeople>();
        foreach (var segment in all.Where(s => made.Contains(s.Key.Value)).OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var named = all.Where(s => !made.Contains(s.Key.Value) && Names(s, segment.Key)).Select(s => s.Name).ToList();
            foreach (var user in users)
            {
                // The demo's own go before it, unless somebody made them theirs.
                named.AddRange((await user.WhoUsesAsync(db, segment.Key, cancellationToken))
                    .Where(u => !own.Contains(u.Key))
                    .Select(u => u.Name));
            }

            if (named.Count > 0 || segment.Version > 1)
                kept.Add(new KeptByPeople(KeptKind.Segment, segment.Key.Value, segment.Name, [.. named.Distinct().Order(StringComparer.Ordinal)]));
        }

        return kept;
    }

    /// <returns>What stayed.</returns>
    public async Task<IReadOnlyList<KeptByPeople>> RemoveAsync(DemoLoad load, CancellationToken cancellationToken)
    {
        var kept = (await KeptAsync(load, cancellationToken)).ToDictionary(k => k.Key);
        foreach (var text in DemoMade.Read(load.Made).Segments)
        {
            if (!SegmentKey.TryParse(text, out var key) || kept.ContainsKey(text)) continue;

            // Somebody may have begun to use it a moment ago.
            if (await delete.HandleAsync(new DeleteSegment(key), cancellationToken) is DeleteSegmentResult.InUse used)
                kept.Add(text, new KeptByPeople(KeptKind.Segment, text, text, [.. used.Users.Select(u => u.Name)]));
        }

        return [.. kept.Values];
    }

    /// <summary>A key for each, free or ours, written down before the first is used.</summary>
    private Task<List<(SegmentKey Key, string Name, string Rule)>> KeysAsync(DemoLoad load, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            var row = await db.DemoLoads.SingleAsync(token);
            var made = DemoMade.Read(row.Made);
            if (made.Segments.Count == 0)
            {
                var taken = await db.Segments.Select(s => s.Key).ToListAsync(token);
                made = made with { Segments = [.. s_segments.Select(s => SegmentKey.FromName(s.Name, taken.Contains).Value)] };
                row.Made = made.Write();
            }

            return made.Segments.Zip(s_segments, (key, s) => (SegmentKey.TryParse(key, out var k) ? k : default, s.Name, s.Rule)).ToList();
        },
        cancellationToken);

    private static bool Names(Segment segment, SegmentKey key) =>
        SavedRule.Read(segment.Rule) is { } rule && rule.Segments().Contains(Kernel.StudioText.Key(key.Value));
}

/// <summary>What of the demo stays when the demo goes.</summary>
/// <param name="Users">Names of what people made and what needs it; none when somebody changed it.</param>
public sealed record KeptByPeople(KeptKind Kind, string Key, string Name, IReadOnlyList<string> Users);

public enum KeptKind
{
    Segment,
    Journey,
    Campaign,
}
