using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// Named points at which a test stops the process. They do nothing unless the environment is <c>Testing</c> and <c>CDP_FAILPOINTS</c>
/// names them, such as <c>inbox.committed:kill@3,processor.committed:throw@1</c>: at the third hit the process is killed, at the first
/// an exception is thrown.
/// </summary>
internal static class Failpoints
{
    private static readonly FailpointPlan? s_plan = FailpointPlan.Read(
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
        Environment.GetEnvironmentVariable("CDP_FAILPOINTS"));

    public static void Hit(string name)
    {
        // One null check in production.
        if (s_plan is not null) Act(s_plan.Hit(name), name);
    }

    private static void Act(FailpointAction action, string name)
    {
        if (action == FailpointAction.None) return;
        if (action == FailpointAction.Throw) throw new FailpointException(name);

        // SIGKILL: no finally block, no flush, nothing that a power cut would not allow either.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Environment.FailFast(name);
    }
}

internal enum FailpointAction
{
    None,
    Kill,
    Throw,
}

internal sealed class FailpointException(string name) : Exception($"Failpoint {name}.");

/// <summary>What was asked for, and how often each point was hit.</summary>
internal sealed class FailpointPlan
{
    private readonly ConcurrentDictionary<string, int> _hits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FailpointAction Action, int AtHit)> _points = new(StringComparer.Ordinal);

    private FailpointPlan()
    {
    }

    /// <summary>Null when no point may ever act.</summary>
    /// <exception cref="FormatException">A test misspelt its plan, and would pass without having tested anything.</exception>
    public static FailpointPlan? Read(string? environment, string? text)
    {
        if (environment != "Testing" || string.IsNullOrWhiteSpace(text)) return null;

        var plan = new FailpointPlan();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) plan.Add(part);
        return plan;
    }

    public FailpointAction Hit(string name)
    {
        var hit = _hits.AddOrUpdate(name, 1, static (_, hits) => hits + 1);
        return _points.TryGetValue(name, out var point) && point.AtHit == hit ? point.Action : FailpointAction.None;
    }

    private void Add(string part)
    {
        if (part.Split(':') is not [var name, var what] || what.Split('@') is not [var action, .. var at] || at.Length > 1)
            throw new FormatException($"Not a failpoint: '{part}'. Write name:kill@3 or name:throw@1.");

        var atHit = at is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        _points[name] = (Enum.Parse<FailpointAction>(action, ignoreCase: true), atHit);
    }
}
