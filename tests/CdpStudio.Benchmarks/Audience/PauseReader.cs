using System.Diagnostics;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>
/// A reader on a thread of its own that asks again as soon as it is answered: in turn for a rule over an attribute, which no event changes,
/// and for one over events.
/// </summary>
internal sealed class PauseReader(IAudienceEngine engine)
{
    private static readonly PeerRule[] s_rules = [FifteenRules.All[0], FifteenRules.All[2]];

    private readonly List<(string Name, AudienceQuery Query)> _asked =
        [.. s_rules.Select(r => (r.Name, new AudienceQuery(((RuleReading.Read)RuleReader.Read(r.Json, new ShopNames())).Rule)))];

    public Task<PauseFigures> WatchAsync(Task until) =>
        Task.Factory.StartNew(() => Watch(until), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private PauseFigures Watch(Task until)
    {
        var figures = new PauseFigures();
        while (!until.IsCompleted)
        {
            foreach (var (name, query) in _asked)
            {
                var (started, collected) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration());
                var count = engine.CountAsync(query, CancellationToken.None).GetAwaiter().GetResult();
                figures.Add(name, started, GC.GetTotalPauseDuration() - collected, count.Position);
            }
        }

        return figures;
    }
}
