using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using CdpStudio.EndToEnd.Running;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Benchmarks.Sending;

/// <summary>
/// How fast one campaign leaves the published product, a process of its own on a fresh folder, from people who came by HTTP until it says
/// that it has finished, and what memory it takes meanwhile. The mail server is in this process.
/// </summary>
internal static class ProductMeasurement
{
    private const int Connections = 8;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(string binary, int people)
    {
        await using var sink = new SmtpSink();
        await using var studio = await StudioProcess.StartAsync(new() { ["Email__AllowedPrivateHosts"] = "127.0.0.1" }, binary: binary);
        await UseAsync(studio, sink);
        var api = new ProductApi(studio);
        Say($"load average {ProcessFigures.Load()}");

        var coming = Stopwatch.StartNew();
        await api.BringInAsync(people);
        Say($"{people:N0} people by /v1/batch, until rules see them: {coming.Elapsed.TotalSeconds:N1} s; {ProcessFigures.Megabytes(studio, "VmRSS"):N0} MB resident");

        var campaign = await api.SendToEverybodyAsync();
        await WatchAsync(studio, api, campaign, sink, people);
    }

    // The page's own handler: the settings have no door for programs.
    private static async Task UseAsync(StudioProcess studio, SmtpSink sink)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = Path.Combine(studio.Folder, "data") })
            .Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddPersistence(configuration)
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<EmailSecrets>()
            .AddSingleton<ChangeEmailSettingsHandler>()
            .BuildServiceProvider();
        var settings = new ChangeEmailSettings(
            "127.0.0.1", sink.Port, false, "", null, "Kilim", "news@kilim.example", "", "1 Weaver Street", "https://cdp.example", Connections, "benchmark");
        var result = await services.GetRequiredService<ChangeEmailSettingsHandler>().HandleAsync(settings, CancellationToken.None);
        if (result is not ChangeEmailSettingsResult.Changed) throw new InvalidOperationException(result.ToString());
    }

    private static async Task WatchAsync(StudioProcess studio, ProductApi api, string campaign, SmtpSink sink, int people)
    {
        var (began, first, last, lastTaken) = (Stopwatch.StartNew(), TimeSpan.Zero, TimeSpan.Zero, 0);
        var samples = new List<(int Taken, double Resident, double Managed)>();
        string state;
        do
        {
            await Task.Delay(s_look);
            if (studio.HasExited || began.Elapsed > s_patience) throw new InvalidOperationException($"It did not finish.\n{studio.Tail()}");

            var taken = sink.Taken;
            if (taken > 0 && first == TimeSpan.Zero) first = began.Elapsed - s_look; // at the earliest
            if (taken > lastTaken) (last, lastTaken) = (began.Elapsed, taken);
            samples.Add((taken, ProcessFigures.Megabytes(studio, "VmRSS"), await ManagedAsync(studio) / 1e6));
            state = (await api.CampaignAsync(campaign))["state"]!.GetValue<string>();
        }
        while (state != "finished");

        Say($"{sink.Taken:N0} mails over {Connections} connections: the first after {first.TotalSeconds:N1} s, then {(last - first).TotalSeconds:N1} s: {sink.Taken / (last - first).TotalSeconds:N0} a second; finished after {began.Elapsed.TotalSeconds:N1} s");
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var part = samples.Where(s => s.Taken > 0 && Math.Min(9, 10 * s.Taken / people) == tenth).ToList();
            if (part.Count > 0) Say($"mail {tenth * 10}-{(tenth + 1) * 10} %: resident {part.Min(s => s.Resident):N0} to {part.Max(s => s.Resident):N0} MB, managed {part.Min(s => s.Managed):N0} to {part.Max(s => s.Managed):N0} MB");
        }

        Say($"resident {ProcessFigures.Megabytes(studio, "VmHWM"):N0} MB at most; load average {ProcessFigures.Load()}");
        Console.WriteLine((await api.CampaignAsync(campaign))["counts"]?.ToJsonString());
    }

    private static async Task<double> ManagedAsync(StudioProcess studio)
    {
        const string name = "dotnet_total_memory_bytes ";
        var metrics = await studio.Http.GetStringAsync("/metrics");
        return double.Parse(metrics.Split('\n').First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
