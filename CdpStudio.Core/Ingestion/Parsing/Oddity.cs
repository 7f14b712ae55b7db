using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>What is odd in a message that is stored all the same: most likely a fault in what sends it.</summary>
/// <param name="Words">In English, as those of a <see cref="Refusal"/>.</param>
/// <param name="Field">Dotted path of the member at fault; null when it is none of the message's own.</param>
/// <param name="Example">A name or a time, cut; never a value that somebody might be known by.</param>
internal sealed record Oddity(ViolationKind Kind, string Words, string? Field, string Example)
{
    private const int MaxExampleLength = 100;

    private static readonly long s_firstLikely = DateTimeOffset.Parse("1990-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    /// <param name="path">Of the name, in the message.</param>
    public static Oddity Doubled(string path)
    {
        var name = Cut(path);
        return new Oddity(ViolationKind.DoubledName, $"'{name}' is there twice; the last one counts.", path, name);
    }

    /// <param name="path">Of the name, in what a batch says for all of its messages.</param>
    public static Oddity DoubledInRequest(string path)
    {
        var name = Cut(path);
        return new Oddity(ViolationKind.DoubledName, $"The request has '{name}' twice; the last one counts.", null, name);
    }

    /// <returns>Null when the time is a likely one. An unlikely one is kept: a shop may well know when a delivery comes.</returns>
    public static Oddity? OfTime(JsonElement call, long timestamp, long receivedAt)
    {
        var kind = timestamp > receivedAt + EpochTime.MillisecondsPerDay ? ViolationKind.FarAhead : timestamp < s_firstLikely ? ViolationKind.LongAgo : (ViolationKind?)null;
        if (kind is null) return null;

        var field = call.TryGetProperty("timestamp", out var stated) && stated.ValueKind != JsonValueKind.Null ? "timestamp" : "originalTimestamp";
        var time = EpochTime.ToUtc(timestamp).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Oddity(
            kind.Value,
            kind == ViolationKind.FarAhead ? $"'{field}' is more than a day after the message came: {time}." : $"'{field}' is before the year 1990: {time}.",
            field,
            time);
    }

    private static string Cut(string path) => new StudioValue.Text(path).Excerpt(MaxExampleLength);
}
