using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>
/// One profile against one rule, as journeys ask: profiles drawn from all, so that hardly any lies in a cache, each looked at by itself.
/// Making the rule ready is in the time, once for all of them.
/// </summary>
internal static class OneProfileMeasurement
{
    private const int Profiles = 50_000;
    private const int Warmups = 10;
    private const int Rounds = 21;

    public static async Task RunAsync(IAudienceEngine engine, Func<string, Rule> read, int people)
    {
        var random = new Random(7);
        ProfileId[] drawn = [.. Enumerable.Range(0, Profiles).Select(_ => new ProfileId(1 + random.Next(people)))];
        Console.WriteLine("| rule | members of those drawn | one profile, median ns | least |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var rule in FifteenRules.All)
        {
            var query = new AudienceQuery(read(rule.Json));
            var members = (await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None)).ToHashSet();
            var times = new List<double>();
            for (var round = -Warmups; round < Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var found = await engine.MembersAmongAsync(query, drawn, CancellationToken.None);
                if (round >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / Profiles);
                if (!found.SequenceEqual(drawn.Where(members.Contains))) throw new InvalidOperationException($"{rule.Title}: one by one it takes in others.");
            }

            Console.WriteLine(FormattableString.Invariant($"| {rule.Title} | {drawn.Count(members.Contains):N0} | {times.Order().ElementAt(Rounds / 2):N0} | {times.Min():N0} |"));
        }
    }
}
