namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>How many messages the next transaction takes, so that it lasts as long as it should on this machine.</summary>
internal sealed class BatchSize(TimeSpan target)
{
    // Below it a transaction's own cost outweighs what it carries, and a busy machine would fall further and further behind.
    private const int Least = 250;
    private const int Most = 10_000;

    public int Messages { get; private set; } = 500;

    public void Learn(int messages, TimeSpan took)
    {
        // Small batches say little about how long large ones take.
        if (messages * 2 < Messages && took < target) return;

        var fitting = messages * (target / (took > TimeSpan.Zero ? took : TimeSpan.FromTicks(1)));
        Messages = (int)Math.Clamp(fitting, Math.Max(Least, Messages / 2), Math.Min(Most, Messages * 2));
    }
}
