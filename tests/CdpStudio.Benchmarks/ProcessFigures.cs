using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks;

/// <summary>What the kernel says of the product's process and of the machine, and the runtime of this process.</summary>
internal static class ProcessFigures
{
    /// <param name="name">A line of /proc/PID/status in kilobytes: VmRSS for what is resident now, VmHWM for the most so far.</param>
    public static double Megabytes(StudioProcess studio, string name) => Megabytes(studio.ProcessId, name);

    /// <summary>Of this process.</summary>
    public static double Megabytes(string name) => Megabytes(Environment.ProcessId, name);

    /// <summary>What the product's process has used of processors so far.</summary>
    public static TimeSpan Processor(StudioProcess studio)
    {
        using var process = Process.GetProcessById(studio.ProcessId);
        return process.TotalProcessorTime;
    }

    /// <summary>The load average of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>A web program has the server's garbage collector, this one only if the environment says so; pauses and memory differ.</summary>
    public static string Collector => GCSettings.IsServerGC
        ? "Garbage collector: the server's, as the product's."
        : "Garbage collector: not the server's, which the product has. Set DOTNET_gcServer=1.";

    private static double Megabytes(int process, string name)
    {
        var line = File.ReadLines(FormattableString.Invariant($"/proc/{process}/status")).First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e3;
    }
}
