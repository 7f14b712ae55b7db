using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// The messages taken within the window, in memory. Changes of a transaction lie apart until it has committed. Forgets by twenty-fourths
/// of the window, so an id is remembered for the window at least and a twenty-fourth more at most.
/// </summary>
internal sealed class SeenMessages(TimeSpan window)
{
    private const int Slots = 24;

    private readonly long _slotMilliseconds = Math.Max(1, (long)window.TotalMilliseconds / Slots);
    private readonly Dictionary<UInt128, UInt128> _contents = [];
    private readonly Queue<Slot> _slots = [];
    private readonly Dictionary<UInt128, UInt128> _newContents = [];
    private readonly List<SeenMessage> _new = [];
    private Slot? _newest;
    private long _next = 1;

    /// <summary>What the transaction at hand adds.</summary>
    public IReadOnlyCollection<SeenMessage> New => _new;

    public static async Task<SeenMessages> LoadAsync(StudioDbContext db, TimeSpan window, CancellationToken cancellationToken)
    {
        var seen = new SeenMessages(window);
        await foreach (var message in db.SeenMessages.AsNoTracking().OrderBy(m => m.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            seen._new.Add(message);
            if (seen._new.Count >= 10_000) seen.Commit();
        }

        seen.Commit();
        return seen;
    }

    /// <summary>Whether the message was taken before, in this transaction or an earlier one; if not, it is now.</summary>
    /// <param name="content">0 where any repetition is a duplicate.</param>
    public Sighting See(UInt128 key, UInt128 content, long now)
    {
        if (_contents.TryGetValue(key, out var first) || _newContents.TryGetValue(key, out first))
            return first == content || first == 0 || content == 0 ? Sighting.Duplicate : Sighting.Conflict;

        _newContents.Add(key, content);
        _new.Add(SeenMessage.Create(_next + _new.Count, now, key, content));
        return Sighting.First;
    }

    public void Commit()
    {
        foreach (var message in _new)
        {
            var start = message.SeenAt - (message.SeenAt % _slotMilliseconds);
            if (_newest is null || _newest.Start < start) _slots.Enqueue(_newest = new Slot(start));

            _contents[message.Key] = message.Content;
            _newest.Keys.Add(message.Key);
            _newest.Last = message.Number;
            _next = message.Number + 1;
        }

        Rollback();
    }

    public void Rollback()
    {
        _new.Clear();
        _newContents.Clear();
    }

    /// <summary>Forgets what is older than the window.</summary>
    /// <returns>The number up to which the table can be emptied; 0 when there is nothing to do.</returns>
    public long Forget(long now)
    {
        var upTo = 0L;
        while (_slots.TryPeek(out var oldest) && oldest.Start + _slotMilliseconds + (_slotMilliseconds * Slots) <= now)
        {
            foreach (var key in oldest.Keys) _contents.Remove(key);
            upTo = oldest.Last;
            _slots.Dequeue();
            if (_slots.Count == 0) _newest = null;
        }

        return upTo;
    }

    private sealed class Slot(long start)
    {
        public long Start { get; } = start;

        public List<UInt128> Keys { get; } = [];

        public long Last { get; set; }
    }
}

internal enum Sighting
{
    First,
    Duplicate,

    /// <summary>Other content came under the same id.</summary>
    Conflict,
}
