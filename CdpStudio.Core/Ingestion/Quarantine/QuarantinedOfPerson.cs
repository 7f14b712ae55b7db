using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>Messages that came into quarantine and name the person, whatever became of them: their bytes are kept.</summary>
internal sealed class QuarantinedOfPerson(IDbContextFactory<StudioDbContext> contexts) : IPersonalData
{
    /// <summary>A message has at most some 36 KB.</summary>
    private const int AtOnce = 200;

    public string Part => PersonalPart.QuarantinedMessages;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers);
        for (var after = 0L; ;)
        {
            var behind = after;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var messages = await db.QuarantinedMessages.AsNoTracking().Where(m => m.Id > behind).OrderBy(m => m.Id).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var message in messages.Where(m => carried.AreIn(m.Payload) || (m.Envelope is { } envelope && carried.AreIn(envelope)))) yield return Of(message);

            if (messages.Count < AtOnce) yield break;
            after = messages[^1].Id;
        }
    }

    private static JsonObject Of(QuarantinedMessage message) => new()
    {
        ["number"] = message.Id,
        ["source"] = message.Source,
        ["import"] = message.Run == 0 ? null : message.Run,
        ["receivedAt"] = PersonalJson.Moment(message.ReceivedAt),
        ["state"] = PersonalJson.Name(message.State),
        ["reason"] = PersonalJson.Name(message.Reason),
        ["words"] = message.Words,
        ["envelope"] = message.Envelope is { } envelope ? Encoding.UTF8.GetString(envelope) : null,
        ["payload"] = Encoding.UTF8.GetString(message.Payload),
    };
}
