using System.Diagnostics;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>How long a service agent waits who looks for a person, and what memory it takes that names are found.</summary>
internal static class SearchMeasurement
{
    private const int Asked = 1_000;
    private const int Limit = 50;

    public static async Task RunAsync(int people)
    {
        var now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        var folder = Directory.CreateTempSubdirectory("cdpstudio-search-").FullName;
        var log = new NamedLog(people, now);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new StoppedClock(now))
            .AddSingleton<IFactLog>(log)
            .AddSingleton<IAudienceCatalogue>(new NothingDeclared())
            .AddSingleton<ISegmentRules>(new NoSegments())
            .AddSingleton<IAudienceSets>(new GeneratedSets(people, now))
            .AddAudience()
            .Configure<DatabaseOptions>(o => o.Directory = folder)
            .BuildServiceProvider();
        var started = Stopwatch.StartNew();
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        await services.GetRequiredService<AudienceReadiness>().Ready;
        Say($"{people:N0} people, {log.Last:N0} facts read in {started.Elapsed.TotalSeconds:N0} s; load average {ProcessFigures.Load()}. {ProcessFigures.Collector}");

        var directory = services.GetRequiredService<IProfileDirectory>();
        var before = GC.GetTotalMemory(true);
        started.Restart();
        directory.Search("qqq", Limit);
        Say($"the first search, which folds the names: {started.Elapsed.TotalMilliseconds:N0} ms; they take {(GC.GetTotalMemory(true) - before) / 1e6:N1} MB of {before / 1e6:N0} before");
        started.Restart();
        directory.Search("qqq", Limit);
        Say($"the second: {started.Elapsed.TotalMilliseconds:N1} ms");

        Measure("by an identifier", directory, people, (_, person, dice) => IdentifierOf(person, dice));
        Measure("by an order number", directory, people, (number, person, dice) => NamedPeople.OrderOf(number, dice.Next(person.Orders)));
        Measure("by part of a name", directory, people, (_, person, dice) => PartOf(person, dice));
        Measure("by an identifier's beginning", directory, people, (_, person, _) => person.Email[..person.Email.IndexOf('@', StringComparison.Ordinal)]);
        Measure("by what nobody is called", directory, people, (_, person, _) => person.Family + "qq", isThere: false);

        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Phone numbers as people write them.</summary>
    private static string IdentifierOf(NamedPerson person, Random dice) => dice.Next(3) switch
    {
        0 => person.Email.ToUpperInvariant(),
        1 => person.User,
        _ => $"{person.Phone[..3]} {person.Phone[3..6]} {person.Phone[6..]}",
    };

    /// <summary>The beginning of a given name or a family name, letters from inside one, or the beginnings of both.</summary>
    private static string PartOf(NamedPerson person, Random dice) => dice.Next(4) switch
    {
        0 => Beginning(person.Given, dice),
        1 => Beginning(person.Family, dice),
        2 => Inside(person.Family),
        _ => $"{Beginning(person.Given, dice)} {Beginning(person.Family, dice)}",
    };

    private static string Beginning(string name, Random dice)
    {
        var word = name.Split(' ')[0].ToLowerInvariant();
        return word[..Math.Min(word.Length, 2 + dice.Next(4))];
    }

    private static string Inside(string name) => name.Length > 3 ? name[1..Math.Min(name.Length, 5)] : name;

    private static void Measure(
        string what, IProfileDirectory directory, int people, Func<int, NamedPerson, Random, string> text, bool isThere = true)
    {
        var dice = new Random(7);
        var (times, processor, found) = (new List<double>(), new List<double>(), 0);
        for (var i = 0; i < Asked; i++)
        {
            var number = dice.Next(people);
            var person = NamedPeople.Of(number);
            var asked = text(number, person, dice);

            var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var hits = directory.Search(asked, Limit);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);

            // Of thousands with the name the first fifty are as good.
            if (hits.Count == Limit || hits.Any(h => h.Profile.Value == (3L * number) + 1)) found++;
            if (isThere && hits.Count == 0) throw new InvalidOperationException($"Nobody was found by '{asked}'.");
        }

        times.Sort();
        // Of the whole process, and steadier than the clock where others use the machine too.
        processor.Sort();
        Say($"{what,-29} p50 {times.At(50),7:N1}   p95 {times.At(95),7:N1}   max {times[^1],7:N1} ms   processor p50 {processor.At(50),6:N1}   p95 {processor.At(95),6:N1} ms   {found,5:N0} of {Asked:N0} found   load {ProcessFigures.Load()}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
