namespace CdpStudio.Core.Rules;

/// <summary>A stretch of time in milliseconds since the Unix epoch: <c>From &lt;= t &lt; End</c>. Empty when <c>End &lt;= From</c>.</summary>
/// <param name="From"><see cref="long.MinValue"/> has no beginning.</param>
/// <param name="End">The first moment after it.</param>
public readonly record struct Moments(long From, long End)
{
    public static Moments None => new(0, 0);

    public bool IsEmpty => End <= From;

    public bool Contains(long moment) => From <= moment && moment < End;
}
