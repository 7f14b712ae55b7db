using System.Data.Common;
using System.Diagnostics;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;

namespace CdpStudio.Web.Ingestion;

/// <param name="RetryAfter">Seconds; null when trying again would not help.</param>
internal readonly record struct DoorAnswer(int Status, string? Message = null, int? RetryAfter = null);

/// <summary>Takes one request in: who sends, may it come in, is it well formed, is it stored.</summary>
internal sealed class TrackingDoor(
    WriteKeys keys, Inbox inbox, SourceRates rates, FullInboxWaits fullInbox, BodyBudgets budgets, LiveFeed live, TimeProvider clock)
{
    private const int AwaySeconds = 5;
    private const int BusySeconds = 1;

    private static readonly DoorAnswer s_unknownKey = new(StatusCodes.Status401Unauthorized, "The write key is missing or unknown.");
    private static readonly DoorAnswer s_wrongOrigin = new(StatusCodes.Status403Forbidden, "This source takes nothing from pages of this origin.");

    /// <param name="type">The path's call; null for a batch.</param>
    public async Task<DoorAnswer> TakeAsync(HttpContext context, CallType? type)
    {
        var sent = SentWriteKey.Find(context.Request, keys);
        var door = sent.Door;
        var admitted = TrackingCors.Admit(context, door);
        // Before a byte of the body is read: who may not come in takes no room from those who may.
        if (sent.IsSent && door is null) return s_unknownKey;
        if (!admitted) return Refuse(door, s_wrongOrigin, type);

        var receivedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var share = budgets.Share(isKnown: door is not null);
        var (bytes, unread) = await ReadAsync(context, share);
        if (bytes is not { } body) return Refuse(door, unread, type);

        var refusal = TrackingBody.Read(body, type, receivedAt, out var read);
        if (door is null)
        {
            door = read.WriteKey is { } key ? keys.Find(key) : null;
            // A body that can't be read has no key that could be unknown.
            if (door is null) return refusal is not null && read.WriteKey is null ? Answer(refusal, type) : s_unknownKey;
            if (!TrackingCors.Admit(context, door)) return Refuse(door, s_wrongOrigin, type, body);
        }

        if (refusal is not null) return Refuse(door, Answer(refusal, type), type, body, refusal.Field);
        if (rates.TryTake(door.Id.Value, read.Messages, door.MessagesPerSecond) is { } wait)
            return Refuse(door, new DoorAnswer(StatusCodes.Status429TooManyRequests, "This source sends faster than it may.", (int)wait.TotalSeconds), type, body);

        var answer = await StoreAsync(door, read, receivedAt, context.RequestAborted);
        return answer.Status == StatusCodes.Status200OK ? answer : Refuse(door, answer, type, body);
    }

    // One message that is too large is a bad request of its own, as the specification has it; a batch of too many is too large a body.
    private static DoorAnswer Answer(Refusal refusal, CallType? type) => new(
        refusal.Reason == RefusalReason.TooLarge && type is null ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, refusal.Words);

    private static async Task<(ReadOnlyMemory<byte>?, DoorAnswer)> ReadAsync(HttpContext context, BodyShare share)
    {
        try
        {
            return await RequestBytes.ReadAsync(context.Request, share, context.RequestAborted) switch
            {
                BodyRead.Bytes read => ((ReadOnlyMemory<byte>?)read.Body, default(DoorAnswer)),
                BodyRead.TooLarge => (null, new DoorAnswer(StatusCodes.Status413PayloadTooLarge, $"A body has at most {TrackingBody.MaxBytes} bytes, unpacked as well.")),
                BodyRead.NoRoom => (null, new DoorAnswer(StatusCodes.Status503ServiceUnavailable, "Too much is being sent at once.", BusySeconds)),
                var other => throw new UnreachableException(other.GetType().Name),
            };
        }
        catch (InvalidDataException)
        {
            return (null, new DoorAnswer(StatusCodes.Status400BadRequest, "The body begins like gzip and is none, or is cut off."));
        }
        // The server's own words for a body that is no HTTP, but for a chunk whose size no number can hold.
        catch (IOException e)
        {
            return (null, new DoorAnswer((e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, "The body could not be read."));
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
            if (!await inbox.AddAsync([.. rows], cancellationToken))
                return new DoorAnswer(StatusCodes.Status429TooManyRequests, "The inbox is full.", (int)fullInbox.Tell(door.Id.Value).TotalSeconds);

            fullInbox.RoomFound(door.Id.Value);
            return new DoorAnswer(StatusCodes.Status200OK);
        }
        catch (DatabaseUnavailableException e)
        {
            return new DoorAnswer(StatusCodes.Status503ServiceUnavailable, e.Message, AwaySeconds);
        }
        // The connection was cut while the inbox was counted.
        catch (DbException)
        {
            return new DoorAnswer(StatusCodes.Status503ServiceUnavailable, "The database is away.", AwaySeconds);
        }
        catch (OperationCanceledException)
        {
            return new DoorAnswer(StatusCodes.Status503ServiceUnavailable, "The product is stopping.", AwaySeconds);
        }
    }

    private DoorAnswer Refuse(SourceDoor? door, DoorAnswer answer, CallType? type, ReadOnlyMemory<byte> body = default, string? field = null)
    {
        if (door is null) return answer;

        var source = door.Id.Value;
        if (answer.Status < StatusCodes.Status500InternalServerError) inbox.CountRefused(source);
        if (live.IsWatched(source)) live.Show(source, LiveMessage.Refused(clock.GetUtcNow(), type, body.Span, answer.Message, field, answer.Status));
        return answer;
    }
}
