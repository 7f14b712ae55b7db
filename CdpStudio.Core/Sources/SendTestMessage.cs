using System.Text;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources;

/// <summary>Puts one message in as if the source had sent it: it is stored like any other.</summary>
/// <param name="Json">A call with its <c>type</c>.</param>
public sealed record SendTestMessage(SourceId Source, string Json);

public abstract record SendTestResult
{
    private SendTestResult()
    {
    }

    public sealed record Sent : SendTestResult;

    /// <summary>The door would answer 400 to it.</summary>
    public sealed record Refused(Refusal Refusal) : SendTestResult;

    /// <summary>The source takes nothing now, or is gone.</summary>
    public sealed record Closed : SendTestResult;

    /// <summary>The inbox is full.</summary>
    public sealed record Full : SendTestResult;
}

public sealed class SendTestMessageHandler(IDbContextFactory<StudioDbContext> contexts, Inbox inbox, TimeProvider clock)
{
    public async Task<SendTestResult> HandleAsync(SendTestMessage command, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Sources.AnyAsync(s => s.Id == command.Source && s.WriteKey != null && !s.Disabled, cancellationToken)) return new SendTestResult.Closed();

        if (TypeOf(command.Json) is not { } type)
            return new SendTestResult.Refused(new Refusal(RefusalReason.UnknownType, "'type' must be identify, track, page, screen, group or alias.", "type"));

        var receivedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (TrackingBody.Read(Encoding.UTF8.GetBytes(command.Json), type, receivedAt, out var body) is { } refusal) return new SendTestResult.Refused(refusal);

        var rows = body.Payloads.Select(payload => new InboxRow
        {
            Kind = InboxKind.Tracking,
            Source = command.Source.Value,
            ReceivedAt = receivedAt,
            Messages = payload.Messages,
            Envelope = body.Envelope,
            Payload = payload.Json,
        });
        return await inbox.AddAsync([.. rows], cancellationToken) ? new SendTestResult.Sent() : new SendTestResult.Full();
    }

    // What is no JSON at all is a track call too, so that its own refusal is heard.
    private static CallType? TypeOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Object ? CallType.Track
                : document.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && CallTypes.TryParse(type.GetString(), out var call) ? call
                : null;
        }
        catch (JsonException)
        {
            return CallType.Track;
        }
    }
}
