using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Sources;

namespace CdpStudio.Benchmarks.Live;

/// <summary>How many identify calls a second are stored, resolved and folded by the core in this process, on SQLite and an empty folder.</summary>
internal static class IdentifyMeasurement
{
    private const int Senders = 8;

    // What is refused is counted anew, so who asks too often slows down what it waits for.
    private static readonly TimeSpan s_later = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(int messages)
    {
        Console.WriteLine(ProcessFigures.Collector);
        var folder = Directory.CreateTempSubdirectory("cdpstudio-identify-").FullName;
        var batches = IdentifyMessages.Batches(messages).ToList();
        await using (var studio = await InProcessStudio.StartAsync(folder))
        {
            await studio.Ready;
            await studio.Get<CreateSourceHandler>().HandleAsync(new CreateSource("Shop"), CancellationToken.None);
            await MeasureAsync(studio, batches, messages);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureAsync(InProcessStudio studio, List<string> batches, int messages)
    {
        var door = new InboxDoor(studio.Get<Inbox>(), studio.Get<TimeProvider>());
        await using var uncounted = new Highest(() => studio.Uncounted);
        var (started, processor, next, refused) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, -1, 0);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));
        var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await studio.UntilCountedAsync();
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;

        Say($"{messages:N0} identify calls in random order resolved and counted in {took:N1} s, {messages / took:N0} a second; taken after {taken:N1} s, {refused:N0} batches asked to come later");
        Say($"  {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:N1} s of processor, {await uncounted.StopAsync():N0} facts uncounted at most, {ProcessFigures.Megabytes("VmHWM"):N0} MB at most; load average {ProcessFigures.Load()}");
        var everybody = await studio.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), CancellationToken.None);
        var people = messages / IdentifyMessages.PerPerson;
        Say($"  {everybody.Count:N0} people of {people:N0}; {studio.Engine.Position:N0} facts");
        if (everybody.Count != people) throw new InvalidOperationException("Not everybody became one person.");

        async Task SendAsync()
        {
            while (Interlocked.Increment(ref next) is var at && at < batches.Count)
            {
                while (!await door.SendAsync(batches[at]))
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(s_later);
                }
            }
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
