using System.Diagnostics;
using System.Globalization;
using CdpStudio.Benchmarks.Peers;

namespace CdpStudio.Benchmarks.Live;

/// <summary>How long the fifteen rules take, one after the other, and how soon an event is stored and counted.</summary>
/// <param name="count">From a rule's JSON.</param>
/// <param name="send">Takes one message, and answers when it is stored.</param>
internal sealed class CountFigures(Func<string, Task<long>> count, Func<string, Task<bool>> send)
{
    private const int Rounds = 20;

    private static readonly TimeSpan s_tryAgain = TimeSpan.FromMilliseconds(100);

    // A product that cannot keep up takes as long over one event as it is behind.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Rounds that nobody times: compiling what every later one runs takes a while.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>Rounds go on for so long, and are twenty at least.</summary>
    public TimeSpan AtLeast { get; init; }

    /// <summary>Single events, one after the other.</summary>
    public int Pings { get; init; } = 50;

    public async Task CountAllAsync(string when)
    {
        List<string> rules = [.. FifteenRules.All.Select(r => r.Json)];
        for (var round = 0; round < Warmups; round++)
        {
            foreach (var rule in rules) await count(rule);
        }

        var times = rules.Select(_ => new List<double>()).ToList();
        var began = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || Stopwatch.GetElapsedTime(began) < AtLeast; round++)
        {
            for (var rule = 0; rule < rules.Count; rule++)
            {
                var started = Stopwatch.GetTimestamp();
                await count(rules[rule]);
                times[rule].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var all = times.SelectMany(t => t).Order().ToList();
        Say($"counts {when}: {all.Count:N0}, median {all.At(50):N2} ms, p95 {all.At(95):N2} ms, p99 {all.At(99):N2} ms, longest {all[^1]:N1} ms");
        Say($"  p95 of each rule: {string.Join(", ", times.Select(t => t.Order().ToList().At(95).ToString("N2", CultureInfo.InvariantCulture)))}");
    }

    /// <returns>How many events were sent.</returns>
    public async Task<int> PingAsync(string when)
    {
        var (stored, counted) = (new List<double>(), new List<double>());
        var began = Stopwatch.GetTimestamp();
        while (counted.Count < Pings && Stopwatch.GetElapsedTime(began) < s_patience)
        {
            var (word, started) = (Guid.NewGuid().ToString("N"), Stopwatch.GetTimestamp());
            var message = $$$"""{"type":"track","userId":"{{{counted.Count}}}","event":"Pinged","properties":{"word":"{{{word}}}"}}""";
            while (!await send(message)) await Task.Delay(s_tryAgain);
            stored.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var rule = $$$"""{"event":"Pinged","where":[{"property":"word","op":"eq","value":"{{{word}}}"}]}""";
            while (await count(rule) == 0)
            {
                // Asks again at once: what is measured is how soon the answer is yes.
            }

            counted.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        stored.Sort();
        counted.Sort();
        Say($"an event {when}, {counted.Count} times: stored after {stored.At(50):N1} ms (median; p95 {stored.At(95):N1}), counted after {counted.At(50):N1} ms (p95 {counted.At(95):N1})");
        return counted.Count;
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
