using System.Diagnostics;
using CdpStudio.Benchmarks.Peers.Databases;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Peers;

/// <param name="Median">Of ours in milliseconds, as all of them.</param>
/// <param name="Theirs">By column the median of its fastest form; null where it has none.</param>
internal sealed record RuleFigures(long Members, double Median, double P95, IReadOnlyList<double?> Theirs);

/// <summary>
/// A rule strictly in turn: ours, one form of one peer, ours, the next. Of ours the time from the rule's JSON to the count, of a peer the
/// fastest of its forms. Count and sum of the members are compared in each form before anything is timed.
/// </summary>
internal sealed class PeerTurns(IAudienceEngine engine, Func<string, Rule> read, IReadOnlyList<PeerColumn> columns)
{
    private const int Warmups = 60;
    private const int Rounds = 21;
    private const int RoundsOfSlowForms = 3;
    private const double SlowMilliseconds = 200;

    public async Task<RuleFigures> TakeAsync(PeerRule rule)
    {
        var members = await engine.MembersAsync(new AudienceQuery(read(rule.Json)), null, int.MaxValue, CancellationToken.None);
        var forms = new List<Form>();
        foreach (var column in columns)
        {
            foreach (var sql in column.Peer?.Forms(rule) ?? [])
                forms.Add(await CompareAsync(column, column.Peer!, rule, sql, members.Count, members.Sum(m => m.Value))); // A column with forms has a peer.
        }

        for (var i = 0; i < Warmups; i++) await CountAsync(rule);

        var ours = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            if (forms.Count == 0) ours.Add(await TimeAsync(() => CountAsync(rule)));
            foreach (var form in forms.Where(f => round < f.Rounds))
            {
                ours.Add(await TimeAsync(() => CountAsync(rule)));
                form.Times.Add(await TimeAsync(() => form.Peer.NumberAsync(form.Sql)));
            }
        }

        var fastest = columns.Select(column => forms.Where(f => f.Column == column).Min(f => (double?)Median(f.Times)));
        return new RuleFigures(members.Count, Median(ours), ours.Order().ElementAt(ours.Count * 95 / 100), [.. fastest]);
    }

    private static async Task<Form> CompareAsync(PeerColumn column, IPeer peer, PeerRule rule, string sql, long members, long sumOfMembers)
    {
        var counting = $"SELECT count(*) FROM ({sql}) z";
        var sum = await peer.NumberAsync($"SELECT coalesce(sum(id),0) FROM ({sql}) z");
        var started = Stopwatch.GetTimestamp();
        var count = await peer.NumberAsync(counting);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (count != members || sum != sumOfMembers)
            throw new InvalidOperationException($"{rule.Title}: {members} members, {count} in {column.Name} by {sql}");

        return new Form(column, peer, counting, took > SlowMilliseconds ? RoundsOfSlowForms : Rounds, []);
    }

    private async Task<long> CountAsync(PeerRule rule) => (await engine.CountAsync(new AudienceQuery(read(rule.Json)), CancellationToken.None)).Count;

    private static async Task<double> TimeAsync(Func<Task<long>> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed record Form(PeerColumn Column, IPeer Peer, string Sql, int Rounds, List<double> Times);
}
