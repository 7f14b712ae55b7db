using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>How long 500 saved segments take to be evaluated as a whole and compared with what was kept of them.</summary>
internal static class SegmentsMeasurement
{
    private const int Segments = 500;

    public static async Task RunAsync(IAudienceEngine engine, Func<string, Rule> read)
    {
        List<Rule> rules = [.. Enumerable.Range(0, Segments).Select(i => read(FifteenRules.All[i % FifteenRules.All.Count].Json))];
        var kept = new List<IReadOnlyList<ProfileId>>();
        foreach (var rule in rules.Take(FifteenRules.All.Count)) kept.Add(await MembersAsync(engine, rule));

        var started = Stopwatch.GetTimestamp();
        var members = 0L;
        for (var i = 0; i < rules.Count; i++)
        {
            var now = await MembersAsync(engine, rules[i]);
            if (!kept[i % kept.Count].SequenceEqual(now)) throw new InvalidOperationException("Nothing happened, and somebody moved.");
            members += now.Count;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{Segments} segments with {members:N0} members evaluated and compared in {Stopwatch.GetElapsedTime(started).TotalSeconds:N2} s"));
    }

    private static Task<IReadOnlyList<ProfileId>> MembersAsync(IAudienceEngine engine, Rule rule) =>
        engine.MembersAsync(new AudienceQuery(rule), null, int.MaxValue, CancellationToken.None);
}
