using System.Text;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Benchmarks.Live;

/// <summary>Messages to the inbox of this process, by the way of <c>/v1/batch</c> without HTTP.</summary>
internal sealed class InboxDoor(Inbox inbox, TimeProvider clock)
{
    private const int Source = 1;

    /// <param name="messages">Separated by commas.</param>
    /// <returns>True when they are stored, false when the inbox is full.</returns>
    public async Task<bool> SendAsync(string messages)
    {
        var receivedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var bytes = Encoding.UTF8.GetBytes($$"""{"batch":[{{messages}}]}""");
        if (TrackingBody.Read(bytes, null, receivedAt, out var body) is { } refusal) throw new InvalidOperationException(refusal.Words);

        var rows = body.Payloads.Select(payload => new InboxRow
        {
            Kind = InboxKind.Tracking,
            Source = Source,
            ReceivedAt = receivedAt,
            Messages = payload.Messages,
            Envelope = body.Envelope,
            Payload = payload.Json,
        });
        return await inbox.AddAsync([.. rows], CancellationToken.None);
    }
}
