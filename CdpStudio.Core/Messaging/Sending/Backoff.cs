namespace CdpStudio.Core.Messaging.Sending;

/// <summary>When a mail that was not taken is tried again: 1 minute, 5, 30, 2 hours, then every 6 hours, each a fifth more or less, for 48 hours.</summary>
internal static class Backoff
{
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(48);

    private const double Jitter = 0.2;

    private static readonly TimeSpan[] s_waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <param name="attempts">Made so far, at least one.</param>
    /// <param name="dice">From 0 to below 1.</param>
    /// <returns>Null when it was tried long enough.</returns>
    public static TimeSpan? After(int attempts, double dice)
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; attempt <= attempts; attempt++) waited += WaitAfter(attempt);
        return waited > GivesUpAfter ? null : WaitAfter(attempts) * (1 - Jitter + 2 * Jitter * dice);
    }

    private static TimeSpan WaitAfter(int attempt) => s_waits[Math.Min(attempt, s_waits.Length) - 1];
}
