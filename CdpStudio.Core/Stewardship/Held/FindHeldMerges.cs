using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>
/// Looks for merges that wait for a steward. What is written replaces those before and leaves decisions alone. Killed, it begins again; of two
/// looks the one that began last is written.
/// </summary>
internal sealed class FindHeldMerges(
    IWriteQueue queue, IdentityFold fold, CurrentIdentityRules rules, TimeProvider clock) : IJob
{
    public const string Kind = "held-merges";

    /// <summary>Nobody looks through more. Those at an identifier that few people share come first.</summary>
    public const int MostHeld = 5_000;

    private const int RowsAtOnce = 200;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        // Not the newest fact: other rules find others in the same facts.
        var look = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var folded = await fold.ReadAsync([rules.Rules], read => run.AdvanceAsync(new JobProgress(read), cancellationToken), cancellationToken);
        var found = LeftOut(folded.Graphs[0]).OrderBy(h => h.People).ThenBy(h => h.Low).ThenBy(h => h.High).ToList();
        foreach (var some in found.Take(MostHeld).Chunk(RowsAtOnce))
        {
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    await run.AdvanceAsync(db, new JobProgress(0, 1), token);
                    await SaveAsync(db, some, look, token);
                },
                cancellationToken);
        }

        run.Log(string.Create(CultureInfo.InvariantCulture, $"{Math.Min(found.Count, MostHeld)} of {found.Count} merges wait for a steward."));
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(1, 1), token);
                await db.HeldMerges.Where(h => h.State == HeldState.Open && h.Look < look).ExecuteDeleteAsync(token);
            },
            cancellationToken);
        run.Announce();
    }

    /// <summary>Of each two profiles one, by the identifier that the fewest share.</summary>
    private static IEnumerable<FoundMerge> LeftOut(IdentityGraph graph)
    {
        var edges = graph.LeftOut().ToList();
        // Which end is contested is told by how many profiles want it.
        var people = edges.SelectMany(e => new[] { (Node: e.A, Other: graph.ComponentOf(e.B)), (Node: e.B, Other: graph.ComponentOf(e.A)) })
            .GroupBy(e => e.Node)
            .ToDictionary(g => g.Key, g => g.Select(e => e.Other).Distinct().Count() + 1);
        return edges.Select(e => Found(e, graph, people)).GroupBy(h => (h.Low, h.High)).Select(pair => pair.OrderBy(h => h.People).ThenBy(h => h.SeenAt).ThenBy(h => h.Via).First());
    }

    private static FoundMerge Found(LeftOutEdge edge, IdentityGraph graph, Dictionary<ProfileId, int> people)
    {
        var (a, b) = (graph.ComponentOf(edge.A), graph.ComponentOf(edge.B));
        var via = IdentityRules.IsUser(graph.IdentifierOf(edge.A).Namespace) || people[edge.B] > people[edge.A] ? edge.B : edge.A;
        var reason = edge switch
        {
            { Namespace: { } limited } => IdentityRules.IsUser(limited) ? HeldReason.TwoUserIds : HeldReason.PastLimit,
            { ByBirth: true } => HeldReason.BirthDates,
            _ => HeldReason.TooManyLinks,
        };
        return new FoundMerge(
            a < b ? a : b, a < b ? b : a, reason, reason == HeldReason.PastLimit ? edge.Namespace : null, via, people[via], edge.Timestamp);
    }

    private static async Task SaveAsync(StudioDbContext db, FoundMerge[] found, long look, CancellationToken cancellationToken)
    {
        // Somebody may have been erased since the log was read.
        var erased = (await Facts.FactReader.ErasuresAsync(db, cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var lows = found.Select(h => h.Low).Distinct().ToList();
        var there = (await db.HeldMerges.Where(h => lows.Contains(h.Low)).ToListAsync(cancellationToken)).ToDictionary(h => (h.Low, h.High));
        foreach (var one in found)
        {
            if (erased.Contains(one.Low) || erased.Contains(one.High) || erased.Contains(one.Via)) continue;

            if (!there.TryGetValue((one.Low, one.High), out var held))
            {
                held = new HeldMerge
                {
                    Low = one.Low, High = one.High, Reason = one.Reason, Via = one.Via, People = one.People, SeenAt = one.SeenAt, State = HeldState.Open, Look = look,
                };
                db.Add(held);
            }

            // Somebody has decided, or a look that began later was here.
            if (held.State != HeldState.Open || held.Look > look) continue;

            (held.Reason, held.Namespace, held.Via, held.People, held.SeenAt, held.Look) = (one.Reason, one.Namespace, one.Via, one.People, one.SeenAt, look);
        }
    }
}

internal sealed record FoundMerge(ProfileId Low, ProfileId High, HeldReason Reason, string? Namespace, ProfileId Via, int People, long SeenAt);
