using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles;

namespace CdpStudio.Benchmarks.Live;

/// <summary>Profiles by two clocks: random people at random moments, by all that is known now and by what was known then.</summary>
internal static class PastMeasurement
{
    private const int Asked = 1_000;
    private const int Warmups = 20;
    private const int Events = 50;

    public static async Task RunAsync(int people)
    {
        Console.WriteLine(ProcessFigures.Collector);
        var directory = Directory.CreateTempSubdirectory("cdpstudio-past-").FullName;
        try
        {
            await using (await InProcessStudio.StartAsync(directory))
            {
                // It makes the tables.
            }

            var writing = Stopwatch.StartNew();
            var facts = await PastPeopleLog.WriteAsync(directory, people);
            Say($"{people:N0} people, {facts:N0} facts written in {writing.Elapsed.TotalSeconds:N1} s; {new FileInfo(Path.Combine(directory, "studio.db")).Length / 1e6:N0} MB");

            await using var studio = await InProcessStudio.StartAsync(directory);
            await studio.Ready;
            await MeasureAsync(studio, people);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(InProcessStudio studio, int people)
    {
        var past = studio.Get<PastProfile>();
        var random = new Random(11);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var first = Stopwatch.GetTimestamp();
        await past.ReadAsync(PastPeopleLog.NumberOf(0), PastPeopleLog.End, new KnownAt.Moment(PastPeopleLog.End), Events, CancellationToken.None);
        Say($"first question as it was, which makes the lookup of edges: {Stopwatch.GetElapsedTime(first).TotalMilliseconds:N0} ms; {(GC.GetTotalMemory(forceFullCollection: true) - held) / 1e6:N0} MB");

        Console.WriteLine("| reading | somebody was there | median ms | 95th ms | longest ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var byThen in new[] { false, true })
        {
            var (times, found) = (new List<double>(), 0);
            for (var i = -Warmups; i < Asked; i++)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(PastPeopleLog.MomentOf(random.NextDouble()));
                var started = Stopwatch.GetTimestamp();
                var record = await past.ReadAsync(
                    PastPeopleLog.NumberOf(random.Next(people)), at, byThen ? new KnownAt.Moment(at) : null, Events, CancellationToken.None);
                if (i < 0) continue;

                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                found += record is null ? 0 : 1;
            }

            times.Sort();
            Say($"| {(byThen ? "as it was" : "as we now know it was")} | {found:N0} of {Asked:N0} | {times.At(50):N1} | {times.At(95):N1} | {times[^1]:N1} |");
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
