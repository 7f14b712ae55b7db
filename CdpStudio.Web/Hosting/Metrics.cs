using System.Diagnostics;
using System.Globalization;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Hosting;

/// <summary>Figures for Prometheus, in its text format: counts and times only, nothing of anybody.</summary>
internal static class Metrics
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", ReadAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(
        IngestionStatus ingestion, IAudienceEngine audience, IEnumerable<IReadiness> parts, CircuitCount circuits, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var progress = await ingestion.ReadAsync(cancellationToken);
        var lag = progress.OldestWaiting is { } oldest ? clock.GetUtcNow() - oldest : TimeSpan.Zero;
        using var process = Process.GetCurrentProcess();
        var text = new StringBuilder();

        Add(text, "cdpstudio_messages_accepted_total", "counter", "Messages stored in the inbox since the beginning.", progress.Accepted);
        Add(text, "cdpstudio_messages_processed_total", "counter", "Messages that the processor is done with.", progress.Processed);
        Add(text, "cdpstudio_messages_quarantined", "gauge", "Messages put aside with a reason and not repaired; discarded ones too.", progress.Quarantined);
        Add(text, "cdpstudio_ingestion_lag_seconds", "gauge", "Age of the oldest message that waits.", lag.TotalSeconds);
        Add(text, "cdpstudio_facts", "gauge", "Number of the newest fact.", progress.LastFact);
        Add(text, "cdpstudio_audience_position", "gauge", "Number of the newest fact that answers include.", audience.Position);
        Add(text, "cdpstudio_ready", "gauge", "1 once everything caught up after the start.", parts.All(part => part.IsReady) ? 1 : 0);
        Add(text, "cdpstudio_circuits", "gauge", "Open pages.", circuits.Open);
        Add(text, "process_resident_memory_bytes", "gauge", "Memory of the process.", process.WorkingSet64);
        Add(text, "dotnet_total_memory_bytes", "gauge", "Memory of the process that the garbage collector manages.", GC.GetTotalMemory(forceFullCollection: false));
        Add(text, "process_cpu_seconds_total", "counter", "Processor time of the process.", process.TotalProcessorTime.TotalSeconds);

        return TypedResults.Text(text.ToString(), ContentType);
    }

    private static void Add(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
