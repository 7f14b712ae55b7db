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
    private const int MostDoublings = 6;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

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
            if (bucket.Tokens < needed) return bucket.Defer(TimeSpan.FromSeconds(Math.Ceiling((needed - bucket.Tokens) / rate)), clock);

            bucket.Tokens -= messages;
            bucket.TooEarly = 0;
            return null;
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;

        /// <summary>How often in a row somebody came before the time that was told.</summary>
        public int TooEarly { get; set; }

        private long ToldAt { get; set; }

        private TimeSpan Told { get; set; }

        /// <param name="needed">Until enough tokens are there.</param>
        public TimeSpan Defer(TimeSpan needed, TimeProvider clock)
        {
            TooEarly = Told > clock.GetElapsedTime(ToldAt, At) ? Math.Min(TooEarly + 1, MostDoublings) : 0;
            var doubled = needed * (1 << TooEarly);
            Told = needed > s_longestWait ? needed : doubled > s_longestWait ? s_longestWait : doubled;
            ToldAt = At;
            return Told;
        }
    }
}
