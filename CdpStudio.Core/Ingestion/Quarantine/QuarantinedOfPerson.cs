using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>Messages that came into quarantine and name the person, whatever became of them: their bytes are kept.</summary>
internal sealed class QuarantinedOfPerson(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ViolationExamples examples, LiveFeed live, CurrentIdentityRules rules,
    TimeProvider clock) : IPersonalData
{
    /// <summary>A message has at most some 36 KB.</summary>
    private const int AtOnce = 200;

    /// <summary>What is overwritten is long.</summary>
    private const int RowsPerWrite = 50;

    private const string WhyDiscarded = "Erased on request.";

    public string Part => PersonalPart.QuarantinedMessages;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in FindAsync(person, cancellationToken)) yield return Of(message);
    }

    /// <summary>
    /// Also what is shown of messages that are none of the quarantine's: those that somebody watches as they arrive, and examples of what
    /// was wrong with stored ones. Neither is counted, as it need not be the person's.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers, rules.Rules);
        live.Forget(m => carried.AreIn(m.Raw));
        // Of whom nobody is found, nothing was stored.
        var stored = person.Numbers.Count > 0;
        await examples.EraseAsync(text => stored || carried.Is(text, expected: true) || carried.AreWithin(text), cancellationToken);

        var ids = new List<long>();
        await foreach (var message in FindAsync(person, cancellationToken)) ids.Add(message.Id);

        var now = clock.GetUtcNow();
        var discard = new QuarantineDiscard { Id = Guid.CreateVersion7(now), Messages = 0, By = "", At = now, Why = WhyDiscarded };
        foreach (var chunk in ids.Chunk(RowsPerWrite))
            await queue.WriteAsync(WritePriority.Background, (db, token) => EmptyAsync(db, [.. chunk], discard, token), cancellationToken);

        return ids.Count;
    }

    // One on its way through the inbox is emptied too; the processor decides by what lies there.
    private static async Task EmptyAsync(StudioDbContext db, List<long> ids, QuarantineDiscard discard, CancellationToken cancellationToken)
    {
        await DiscardQuarantinedHandler.DiscardAsync(db, ids, discard, cancellationToken);
        await QuarantinedMessage.EmptyAsync(db.QuarantinedMessages.Where(m => ids.Contains(m.Id)), cancellationToken);
    }

    private async IAsyncEnumerable<QuarantinedMessage> FindAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers, rules.Rules);
        for (var after = 0L; ;)
        {
            var behind = after;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var messages = await db.QuarantinedMessages.AsNoTracking().Where(m => m.Id > behind).OrderBy(m => m.Id).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var message in messages.Where(m => carried.AreIn(m.Payload) || (m.Envelope is { } envelope && carried.AreIn(envelope)))) yield return message;

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
