using System.Diagnostics;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// The product's core in this process over the shop's facts: how long the fifteen rules take and how soon an event is counted, at rest and
/// while events and merges come in, without HTTP between.
/// </summary>
internal static class InProcessMeasurement
{
    private static readonly TimeSpan s_alone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_rounds = TimeSpan.FromSeconds(30);

    /// <param name="kept">See <see cref="ShopFolder.MakeAsync"/>.</param>
    public static async Task RunAsync(int people, int perSecond, string? kept)
    {
        Console.WriteLine(ProcessFigures.Collector);
        using var folder = await ShopFolder.MakeAsync(people, kept);
        await using (await StartAsync("the first start", folder.Directory))
        {
            // Stopping it leaves a snapshot.
        }

        folder.KeepSnapshots();
        await using var studio = await StartAsync("another start", folder.Directory);
        await MeasureAsync(studio, people, perSecond);
    }

    private static async Task<InProcessStudio> StartAsync(string which, string directory)
    {
        var started = Stopwatch.GetTimestamp();
        var studio = await InProcessStudio.StartAsync(directory);
        await studio.Ready;
        Say($"{which}: ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; {Environment.WorkingSet / 1e6:N0} MB resident");
        return studio;
    }

    private static async Task MeasureAsync(InProcessStudio studio, int people, int perSecond)
    {
        var door = new InboxDoor(studio.Get<Inbox>(), studio.Get<TimeProvider>());
        var figures = new CountFigures(rule => CountAsync(studio.Engine, rule), door.SendAsync) { Warmups = 30, AtLeast = s_rounds, Pings = 100 };
        await figures.CountAllAsync("at rest");
        await figures.PingAsync("at rest");

        var before = Events(studio);
        await using var stream = new EventStream(door.SendAsync, people, perSecond);
        await using var waiting = new Highest(() => studio.Get<InboxDepth>().Messages);
        await using var uncounted = new Highest(() => studio.Uncounted);
        await using var resident = new Highest(() => Environment.WorkingSet);
        var use = new ProcessorUse();
        stream.Start();
        await Task.Delay(s_alone);
        Say($"{stream.Taken / s_alone.TotalSeconds:N0} messages a second, and nobody counts: {use.Take():N2} processors, with those that make the messages");

        var load = FormattableString.Invariant($"with {perSecond:N0} events a second");
        await figures.CountAllAsync(load);
        Say($"  {use.Take():N2} processors; {studio.Get<InboxDepth>().Messages:N0} messages wait in the inbox, {studio.Uncounted:N0} facts are not counted yet");
        var pings = await figures.PingAsync(load);
        var (came, refused) = await stream.StopAsync();
        var (inbox, facts, stopped) = (studio.Get<InboxDepth>().Messages, studio.Uncounted, Stopwatch.GetTimestamp());
        await studio.UntilCountedAsync();
        Say($"{came:N0} messages a second were taken, {refused:N0} asked to come later; load average {ProcessFigures.Load()}");
        Say($"at the end {inbox:N0} messages waited in the inbox and {facts:N0} facts were not counted (at most {await waiting.StopAsync():N0} and {await uncounted.StopAsync():N0}); all were counted {Stopwatch.GetElapsedTime(stopped).TotalMilliseconds:N0} ms later");
        Say($"{await resident.StopAsync() / 1e6:N0} MB resident at most, {GC.GetTotalMemory(forceFullCollection: false) / 1e6:N0} MB managed");
        await CheckAsync(studio, people, before + stream.TakenEvents + pings);
    }

    /// <summary>Nothing that was taken may be missing, and every visitor must have become the person that they turned out to be.</summary>
    private static async Task CheckAsync(InProcessStudio studio, int people, long events)
    {
        var everybody = await studio.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), CancellationToken.None);
        if (everybody.Count != people) throw new InvalidOperationException($"{everybody.Count} people are counted instead of {people}.");
        if (Events(studio) is var counted && counted != events) throw new InvalidOperationException($"{counted} events are counted instead of {events}.");
    }

    private static long Events(InProcessStudio studio) => studio.Get<IAudienceVocabulary>().Events().Sum(e => e.Events);

    private static async Task<long> CountAsync(IAudienceEngine engine, string rule) =>
        (await engine.CountAsync(new AudienceQuery(((RuleReading.Read)RuleReader.Read(rule, new ShopNames())).Rule), CancellationToken.None)).Count;

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    /// <summary>How many processors this process kept busy since it was last asked.</summary>
    private sealed class ProcessorUse
    {
        private long _at = Stopwatch.GetTimestamp();
        private TimeSpan _used = Environment.CpuUsage.TotalTime;

        public double Take()
        {
            var (at, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var processors = (used - _used) / Stopwatch.GetElapsedTime(_at, at);
            (_at, _used) = (at, used);
            return processors;
        }
    }
}
