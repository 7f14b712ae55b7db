using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>The clocks of a message: when the client says it happened, when it sent it, when we received it.</summary>
internal static class MessageTime
{
    /// <summary>
    /// The message's timestamp in milliseconds, within the years 1 to 9999. Read off the client's clock (<c>originalTimestamp</c>, with <c>sentAt</c> from the same
    /// clock), it counts as that long before we received it, or behind; a <c>timestamp</c> that differs from it is the caller's own statement, such
    /// as a date of history, and stays as it is.
    /// </summary>
    /// <returns>False when <c>timestamp</c> is there and says no time.</returns>
    public static bool TryResolve(JsonElement call, string? envelopeSentAt, long receivedAt, out long timestamp)
    {
        timestamp = receivedAt;
        var stated = Read(call, "timestamp", out var isStated);
        if (isStated && stated is null) return false;

        var original = Read(call, "originalTimestamp", out _);
        var sent = Read(call, "sentAt", out var hasSentAt);
        if (!hasSentAt) sent = Parse(envelopeSentAt);

        timestamp = (stated, original, sent) switch
        {
            ({ } s, { } o, _) when s != o => s,
            // What was sent before it happens lies ahead, and counts when its time has come.
            (_, { } o, { } sentAt) => receivedAt - (sentAt - o),
            ({ } s, _, _) => s,
            (_, { } o, _) => o,
            _ => receivedAt,
        };
        timestamp = EpochTime.Within(timestamp);
        return true;
    }

    private static long? Read(JsonElement call, string name, out bool isThere)
    {
        isThere = call.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
        if (!isThere) return null;
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString();
            // Blank is missing, as everywhere.
            isThere = !StudioText.IsBlank(text);
            return isThere ? Parse(text) : null;
        }

        if (value.ValueKind != JsonValueKind.Number) return null;
        return value.TryGetDecimal(out var number) && EpochTime.TryFromNumber(number, out var moment) ? moment : null;
    }

    private static long? Parse(string? text)
    {
        // What nearly every client sends, at a tenth of the price of the general form.
        if (DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return EpochTime.FromUtc(time);

        return text is not null && WrittenDate.TryParse(text, out var date) ? WorkspaceZone.Utc.Moment(date) : null;
    }
}
