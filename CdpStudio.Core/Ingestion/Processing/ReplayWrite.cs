using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <param name="Hour">The one in whose counts it is quarantined.</param>
internal sealed record ReplayedMessage(long Id, int Replay, long Hour);

/// <summary>
/// What one transaction of the processor decides about messages that are tried again. The item and its inbox row leave their states in
/// this transaction, so each is decided once.
/// </summary>
internal sealed class ReplayWrite
{
    private readonly Dictionary<long, ReplayedMessage> _waiting = [];
    private readonly List<(ReplayedMessage Message, QuarantineState State)> _taken = [];
    private readonly List<(ReplayedMessage Message, Refusal Refusal)> _refused = [];
    private readonly List<long> _erased = [];

    public async Task LoadAsync(StudioDbContext db, IReadOnlyList<PreparedRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Where(r => r.Row.Quarantined != 0).Select(r => r.Row.Quarantined).ToArray();
        if (ids.Length == 0) return;

        var found = await db.QuarantinedMessages
            .Where(m => ids.Contains(m.Id) && m.State == QuarantineState.Replaying)
            .Select(m => new { m.Id, m.Replay, m.QuarantinedAt, m.ReceivedAt })
            .ToListAsync(cancellationToken);
        foreach (var m in found) _waiting[m.Id] = new ReplayedMessage(m.Id, m.Replay, QuarantinedMessage.HourOf(m.QuarantinedAt, m.ReceivedAt));
    }

    /// <summary>Null when it no longer waits to be decided.</summary>
    public ReplayedMessage? Find(long id) => _waiting.GetValueOrDefault(id);

    public void Take(ReplayedMessage message, QuarantineState state) => _taken.Add((message, state));

    /// <summary>It is about somebody who was erased: nothing of it is kept.</summary>
    public void Erase(ReplayedMessage message)
    {
        _erased.Add(message.Id);
        Take(message, QuarantineState.Discarded);
    }

    /// <summary>It stays in quarantine, with its new reason.</summary>
    public void Refuse(ReplayedMessage message, Refusal refusal) => _refused.Add((message, refusal));

    public async Task WriteAsync(StudioDbContext db, long now, CancellationToken cancellationToken)
    {
        foreach (var state in _taken.GroupBy(t => t.State))
        {
            var ids = state.Select(t => t.Message.Id).ToArray();
            await db.QuarantinedMessages.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, state.Key).SetProperty(m => m.DecidedAt, now), cancellationToken);
        }

        if (_erased.Count > 0) await QuarantinedMessage.EmptyAsync(db.QuarantinedMessages.Where(m => _erased.Contains(m.Id)), cancellationToken);

        foreach (var refusal in _refused.GroupBy(r => r.Refusal))
        {
            var ids = refusal.Select(r => r.Message.Id).ToArray();
            await QuarantineFilters.KeepAsync(db.QuarantinedMessages.Where(m => ids.Contains(m.Id)), refusal.Key, cancellationToken);
        }

        var decided = _taken.Select(t => (t.Message.Replay, t.State)).Concat(_refused.Select(r => (r.Message.Replay, State: QuarantineState.Open)));
        foreach (var replay in decided.GroupBy(d => d.Replay))
        {
            var (stored, duplicate) = (replay.Count(d => d.State == QuarantineState.Stored), replay.Count(d => d.State == QuarantineState.Duplicate));
            var kept = replay.Count() - stored - duplicate;
            await db.QuarantineRepairs.Where(r => r.Number == replay.Key).ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.Stored, r => r.Stored + stored)
                    .SetProperty(r => r.Duplicate, r => r.Duplicate + duplicate)
                    .SetProperty(r => r.Kept, r => r.Kept + kept),
                cancellationToken);
        }
    }
}
