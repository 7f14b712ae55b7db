using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// How fast each source may send: a bucket per source that fills at the allowed rate and holds ten seconds' worth. Whoever comes again
/// before the time that it was told is told twice as long a time, up to a minute.
/// </summary>
public sealed class SourceRates(IOptions<IngestionOptions> options, TimeProvider clock)
{
    private const int BurstSeconds = 10;

    private readonly ConcurrentDictionary<int, Bucket> _buckets = new();

    /// <param name="own">Messages per second that the source itself has; null for what holds for all.</param>
    /// <returns>Null when the messages may come in now, else how long to wait.</returns>
    public TimeSpan? TryTake(int source, int messages, int? own = null)
    {
        var rate = own ?? options.Value.SourceMessagesPerSecond;
        if (rate == 0) return null;

        var bucket = _buckets.GetOrAdd(source, _ => new Bucket((double)rate * BurstSeconds, clock.GetTimestamp()));
        lock (bucket)
        {
            var now = clock.GetTimestamp();
            bucket.Tokens = Math.Min((double)rate * BurstSeconds, bucket.Tokens + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * rate));
            bucket.At = now;

            // A batch larger than the bucket goes through a full one, or it could never.
            var needed = Math.Min(messages, rate * BurstSeconds);
            if (bucket.Tokens < needed) return bucket.Wait.TellOne(TimeSpan.FromSeconds(Math.Ceiling((needed - bucket.Tokens) / rate)), clock);

            bucket.Tokens -= messages;
            bucket.Wait.Shorten();
            return null;
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;

        public GrowingWait Wait { get; } = new();
    }
}
