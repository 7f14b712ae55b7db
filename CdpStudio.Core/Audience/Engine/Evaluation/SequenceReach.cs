using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>How far back from an event those lie that it may come soon enough after.</summary>
internal static class SequenceReach
{
    /// <summary>
    /// Of fixed lengths only the nearest event counts. But a month after the 29th, 30th and 31st of January is the 28th of February, each at
    /// its time of day, and clocks are set back: of two events the earlier one may reach further.
    /// </summary>
    private const long MostDisorder = 4 * EpochTime.MillisecondsPerDay;

    /// <summary>In milliseconds before the nearest event.</summary>
    public static long Of(Duration within) => within.FixedMilliseconds is null ? MostDisorder : 0;
}
