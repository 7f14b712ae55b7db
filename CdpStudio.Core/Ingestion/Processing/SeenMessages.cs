using System.Buffers;
using System.Buffers.Binary;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// The messages taken within the window: the newest in memory, older ones in files. What a transaction adds lies apart until it has
/// committed. Forgets by twenty-fourths of the window, so an id is remembered for the window at least and a twenty-fourth more at most.
/// </summary>
internal sealed class SeenMessages(SeenLimits limits) : IDisposable
{
    private const int Slots = 24;
    private const int MessageBytes = 32;

    private readonly long _slotMilliseconds = Math.Max(1, (long)limits.Window.TotalMilliseconds / Slots);
    private readonly Dictionary<UInt128, UInt128> _contents = [];
    private readonly Queue<Slot> _slots = [];
    private readonly SortedDictionary<int, Dictionary<UInt128, UInt128>> _new = [];
    private Slot? _newest;
    private long _next = 1;

    public static async Task<SeenMessages> LoadAsync(StudioDbContext db, SeenLimits limits, CancellationToken cancellationToken)
    {
        var seen = new SeenMessages(limits);
        await foreach (var batch in db.SeenBatches.AsNoTracking().OrderBy(b => b.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var messages = batch.Messages.AsSpan();
            var ofRun = messages.Length % MessageBytes != 0;
            var known = seen.NewOf(ofRun ? BinaryPrimitives.ReadInt32LittleEndian(messages[^sizeof(int)..]) : 0);
            for (var at = 0; at + MessageBytes <= messages.Length; at += MessageBytes)
            {
                known[BinaryPrimitives.ReadUInt128LittleEndian(messages[at..])] =
                    BinaryPrimitives.ReadUInt128LittleEndian(messages[(at + (MessageBytes / 2))..]);
            }

            seen._next = batch.Number;
            seen.Commit(batch.SeenAt);
        }

        return seen;
    }

    /// <summary>Whether the message was taken before, in this transaction or an earlier one; if not, it is now.</summary>
    /// <param name="content">0 where any repetition is a duplicate.</param>
    /// <param name="run">0 without one.</param>
    public Sighting See(UInt128 key, UInt128 content, int run)
    {
        var sighting = Look(key, content);
        if (sighting == Sighting.First) NewOf(run).Add(key, content);
        return sighting;
    }

    /// <summary>As <see cref="See"/>, but what was not taken before is not taken now.</summary>
    public Sighting Look(UInt128 key, UInt128 content)
    {
        if (!_contents.TryGetValue(key, out var first) && !IsNew(key, out first) && !IsInFile(key, out first)) return Sighting.First;

        return first == content || first == 0 || content == 0 ? Sighting.Duplicate : Sighting.Conflict;
    }

    /// <summary>What the transaction at hand has to write, a batch for each run; empty when it took nothing new.</summary>
    public IReadOnlyCollection<SeenBatch> New(long now) =>
        [.. _new.Where(n => n.Value.Count > 0).Select((n, i) => new SeenBatch { Number = _next + i, SeenAt = now, Messages = Write(n.Key, n.Value) })];

    public void Commit(long now)
    {
        var start = now - (now % _slotMilliseconds);
        foreach (var (run, added) in _new.Where(n => n.Value.Count > 0))
        {
            if (_newest is null || _newest.Start < start) _slots.Enqueue(_newest = new Slot(start));
            foreach (var (key, content) in added)
            {
                _contents[key] = content;
                _newest.Keys.Add(key);
            }

            if (run != 0) _newest.Runs.Add((_next, run));
            _newest.Last = _next++;
        }

        _new.Clear();
        while (_contents.Count > limits.InMemory) MoveOldest();
    }

    public void Rollback() => _new.Clear();

    /// <summary>The batches that hold messages of the run and of nobody else.</summary>
    public IEnumerable<long> BatchesOf(int run) => _slots.SelectMany(s => s.Runs).Where(b => b.Run == run).Select(b => b.Batch);

    /// <summary>Forgets what is older than the window.</summary>
    /// <returns>The number up to which the table can be emptied; 0 when there is nothing to do.</returns>
    public long Forget(long now)
    {
        var upTo = 0L;
        while (_slots.TryPeek(out var oldest) && oldest.Start + _slotMilliseconds + (_slotMilliseconds * Slots) <= now)
        {
            foreach (var key in oldest.Keys) _contents.Remove(key);
            foreach (var file in oldest.Files) file.Dispose();
            upTo = oldest.Last;
            _slots.Dequeue();
            if (_slots.Count == 0) _newest = null;
        }

        return upTo;
    }

    public void Dispose()
    {
        foreach (var file in _slots.SelectMany(s => s.Files)) file.Dispose();
    }

    /// <summary>Moves what memory holds of the oldest slot that it holds anything of into a file.</summary>
    private void MoveOldest()
    {
        var slot = _slots.First(s => s.Keys.Count > 0);
        // What the table holds twice, because it was forgotten and came again before the table was emptied, is in one slot alone.
        slot.Keys.RemoveAll(key => !_contents.ContainsKey(key));
        if (slot.Keys.Count == 0) return;

        slot.Keys.Sort();
        var file = SeenFile.Write(limits.Folder, slot.Keys.Count, slot.Keys.Select(key => (key, _contents[key])));
        foreach (var key in slot.Keys) _contents.Remove(key);
        slot.Keys.Clear();

        // Of a slot's files each is larger than the next, so there are few of them, and each message is written few times again.
        while (slot.Files.Count > 0 && slot.Files[^1].Count <= file.Count)
        {
            using var before = slot.Files[^1];
            using var added = file;
            file = SeenFile.Merge(limits.Folder, before, added);
            slot.Files.RemoveAt(slot.Files.Count - 1);
        }

        slot.Files.Add(file);
    }

    private bool IsInFile(UInt128 key, out UInt128 content)
    {
        foreach (var slot in _slots)
        {
            foreach (var file in slot.Files)
            {
                if (file.TryFind(key, out content)) return true;
            }
        }

        content = 0;
        return false;
    }

    private bool IsNew(UInt128 key, out UInt128 content)
    {
        content = 0;
        foreach (var added in _new.Values)
        {
            if (added.TryGetValue(key, out content)) return true;
        }

        return false;
    }

    private Dictionary<UInt128, UInt128> NewOf(int run)
    {
        if (!_new.TryGetValue(run, out var added)) _new[run] = added = [];
        return added;
    }

    private static byte[] Write(int run, Dictionary<UInt128, UInt128> messages)
    {
        var bytes = new ArrayBufferWriter<byte>((messages.Count * MessageBytes) + sizeof(int));
        foreach (var (key, content) in messages)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(bytes.GetSpan(MessageBytes), key);
            BinaryPrimitives.WriteUInt128LittleEndian(bytes.GetSpan(MessageBytes)[(MessageBytes / 2)..], content);
            bytes.Advance(MessageBytes);
        }

        if (run != 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), run);
            bytes.Advance(sizeof(int));
        }

        return bytes.WrittenSpan.ToArray();
    }

    private sealed class Slot(long start)
    {
        public long Start { get; } = start;

        /// <summary>Of those that memory holds.</summary>
        public List<UInt128> Keys { get; } = [];

        public List<SeenFile> Files { get; } = [];

        public List<(long Batch, int Run)> Runs { get; } = [];

        public long Last { get; set; }
    }
}

/// <param name="Window">How long a message is remembered.</param>
/// <param name="Folder">Where files may lie; one process per folder.</param>
/// <param name="InMemory">Messages; a little more while a transaction commits.</param>
internal sealed record SeenLimits(TimeSpan Window, string Folder, int InMemory);

internal enum Sighting
{
    First,
    Duplicate,

    /// <summary>Other content came under the same id.</summary>
    Conflict,
}
