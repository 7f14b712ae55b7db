namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// How many messages the next transaction takes, so that it lasts as long as it should on this machine. Behind a long queue it may last longer:
/// what waits for seconds gains more by it than whoever waits for their turn to write loses.
/// </summary>
internal sealed class BatchSize(TimeSpan target)
{
    private const int LongQueue = 20_000;
    private const int TimesLonger = 5;

    // Below it a transaction's own cost outweighs what it carries, and a busy machine would fall further and further behind.
    private const int Least = 250;
    private const int Most = 10_000;

    public int Messages { get; private set; } = 500;

    /// <param name="waiting">Messages that are left in the inbox.</param>
    public void Learn(int messages, TimeSpan took, long waiting)
    {
        var length = waiting > LongQueue ? target * TimesLonger : target;
        // Small batches say little about how long large ones take.
        if (messages * 2 < Messages && took < length) return;

        var fitting = messages * (length / (took > TimeSpan.Zero ? took : TimeSpan.FromTicks(1)));
        Messages = (int)Math.Clamp(fitting, Math.Max(Least, Messages / 2), Math.Min(Most, Messages * 2));
    }
}
