using System.Buffers;
using System.Buffers.Binary;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// The messages taken within the window, in memory. What a transaction adds lies apart until it has committed. Forgets by twenty-fourths
/// of the window, so an id is remembered for the window at least and a twenty-fourth more at most.
/// </summary>
internal sealed class SeenMessages(TimeSpan window)
{
    private const int Slots = 24;
    private const int MessageBytes = 32;

    private readonly long _slotMilliseconds = Math.Max(1, (long)window.TotalMilliseconds / Slots);
    private readonly Dictionary<UInt128, UInt128> _contents = [];
    private readonly Queue<Slot> _slots = [];
    private readonly Dictionary<UInt128, UInt128> _new = [];
    private Slot? _newest;
    private long _next = 1;

    public static async Task<SeenMessages> LoadAsync(StudioDbContext db, TimeSpan window, CancellationToken cancellationToken)
    {
        var seen = new SeenMessages(window);
        await foreach (var batch in db.SeenBatches.AsNoTracking().OrderBy(b => b.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            for (var at = 0; at < batch.Messages.Length; at += MessageBytes)
            {
                seen._new[BinaryPrimitives.ReadUInt128LittleEndian(batch.Messages.AsSpan(at))] =
                    BinaryPrimitives.ReadUInt128LittleEndian(batch.Messages.AsSpan(at + (MessageBytes / 2)));
            }

            seen._next = batch.Number;
            seen.Commit(batch.SeenAt);
        }

        return seen;
    }

    /// <summary>Whether the message was taken before, in this transaction or an earlier one; if not, it is now.</summary>
    /// <param name="content">0 where any repetition is a duplicate.</param>
    public Sighting See(UInt128 key, UInt128 content)
    {
        if (_contents.TryGetValue(key, out var first) || _new.TryGetValue(key, out first))
            return first == content || first == 0 || content == 0 ? Sighting.Duplicate : Sighting.Conflict;

        _new.Add(key, content);
        return Sighting.First;
    }

    /// <summary>What the transaction at hand has to write; empty when it took nothing new.</summary>
    public IReadOnlyCollection<SeenBatch> New(long now)
    {
        if (_new.Count == 0) return [];

        var bytes = new ArrayBufferWriter<byte>(_new.Count * MessageBytes);
        foreach (var (key, content) in _new)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(bytes.GetSpan(MessageBytes), key);
            BinaryPrimitives.WriteUInt128LittleEndian(bytes.GetSpan(MessageBytes)[(MessageBytes / 2)..], content);
            bytes.Advance(MessageBytes);
        }

        return [new SeenBatch { Number = _next, SeenAt = now, Messages = bytes.WrittenSpan.ToArray() }];
    }

    public void Commit(long now)
    {
        if (_new.Count == 0) return;

        var start = now - (now % _slotMilliseconds);
        if (_newest is null || _newest.Start < start) _slots.Enqueue(_newest = new Slot(start));
        foreach (var (key, content) in _new)
        {
            _contents[key] = content;
            _newest.Keys.Add(key);
        }

        _newest.Last = _next++;
        _new.Clear();
    }

    public void Rollback() => _new.Clear();

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
