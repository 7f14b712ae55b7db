using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;

namespace CdpStudio.Web.Ingestion;

/// <param name="RetryAfter">Seconds; null when trying again would not help.</param>
internal readonly record struct DoorAnswer(int Status, string? Message = null, int? RetryAfter = null);

/// <summary>Takes one request in: who sends, may it come in, is it well formed, is it stored.</summary>
internal sealed class TrackingDoor(WriteKeys keys, Inbox inbox, SourceRates rates, TimeProvider clock)
{
    private const int FullSeconds = 5;

    /// <param name="type">The path's call; null for a batch.</param>
    public async Task<DoorAnswer> TakeAsync(HttpContext context, CallType? type)
    {
        var door = SentWriteKey.Find(context.Request, keys);
        var admitted = TrackingCors.Admit(context, door);
        var receivedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();

        var (bytes, unread) = await ReadAsync(context);
        if (bytes is not { } body) return Refuse(door, unread);

        var refusal = TrackingBody.Read(body, type, receivedAt, out var read);
        if (door is null)
        {
            door = read.WriteKey is { } key ? keys.Find(key) : null;
            if (door is null) return new DoorAnswer(StatusCodes.Status401Unauthorized, "The write key is missing or unknown.");
            admitted = TrackingCors.Admit(context, door);
        }

        if (!admitted) return Refuse(door, new DoorAnswer(StatusCodes.Status403Forbidden, "This source takes nothing from pages of this origin."));
        if (refusal is not null) return Refuse(door, new DoorAnswer(StatusCodes.Status400BadRequest, refusal.Words));
        if (rates.TryTake(door.Id.Value, read.Messages) is { } wait)
            return Refuse(door, new DoorAnswer(StatusCodes.Status429TooManyRequests, "This source sends faster than it may.", (int)wait.TotalSeconds));

        return await StoreAsync(door, read, receivedAt, context.RequestAborted);
    }

    private static async Task<(ReadOnlyMemory<byte>?, DoorAnswer)> ReadAsync(HttpContext context)
    {
        try
        {
            var bytes = await RequestBytes.ReadAsync(context.Request, context.RequestAborted);
            return (bytes, new DoorAnswer(StatusCodes.Status413PayloadTooLarge, $"A body has at most {TrackingBody.MaxBytes} bytes, unpacked as well."));
        }
        catch (InvalidDataException)
        {
            return (null, new DoorAnswer(StatusCodes.Status400BadRequest, "The body begins like gzip and is none."));
        }
        catch (BadHttpRequestException e)
        {
            return (null, new DoorAnswer(e.StatusCode, "The body could not be read."));
        }
    }

    private async Task<DoorAnswer> StoreAsync(SourceDoor door, TrackingBody body, long receivedAt, CancellationToken cancellationToken)
    {
        var rows = body.Payloads.Select(payload => new InboxRow
        {
            Kind = InboxKind.Tracking,
            Source = door.Id.Value,
            ReceivedAt = receivedAt,
            Messages = payload.Messages,
            Envelope = body.Envelope,
            Payload = payload.Json,
        });
        try
        {
            return await inbox.AddAsync([.. rows], cancellationToken)
                ? new DoorAnswer(StatusCodes.Status200OK)
                : Refuse(door, new DoorAnswer(StatusCodes.Status429TooManyRequests, "The inbox is full.", FullSeconds));
        }
        catch (DatabaseUnavailableException e)
        {
            return new DoorAnswer(StatusCodes.Status503ServiceUnavailable, e.Message, FullSeconds);
        }
        catch (OperationCanceledException)
        {
            return new DoorAnswer(StatusCodes.Status503ServiceUnavailable, "The product is stopping.", FullSeconds);
        }
    }

    private DoorAnswer Refuse(SourceDoor? door, DoorAnswer answer)
    {
        if (door is not null) inbox.CountRefused(door.Id.Value);
        return answer;
    }
}
