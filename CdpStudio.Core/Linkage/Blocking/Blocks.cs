using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage.Blocking;

/// <summary>
/// Which pairs are worth comparing: those with a key in common (<see cref="BlockingKeys"/>) that few have. A key that more than
/// <see cref="MaxBlock"/> records have is too common to say anything alone and is split by other keys that are too common as well; what is
/// still too common with <see cref="MaxKeys"/> keys together is left out (Christen 2012, on blocking with several keys). Who stands next to
/// a record in the order of values is compared with it in any case (Hernández and Stolfo 1995), so exact copies meet however many there are.
/// </summary>
internal sealed class Blocks
{
    public const int MaxBlock = 100;

    /// <summary>Smaller blocks come first, so what is left out is what has least in common.</summary>
    public const int MaxCandidates = 1_000;

    private const int MaxKeys = 4;

    /// <summary>Of a record's keys that are too common, as many are combined: the rarest. It bounds the entries, of which there are at most 70 for a record at a time.</summary>
    private const int MaxCommonKeys = 8;

    private const int Neighbours = 3;

    private readonly int[][] _blocks;
    private readonly int[][] _blocksOf;

    private Blocks(int[][] blocks, int records)
    {
        _blocks = blocks;
        var counts = new int[records];
        foreach (var block in blocks)
        {
            foreach (var record in block) counts[record]++;
        }

        _blocksOf = [.. counts.Select(c => new int[c])];
        for (var b = blocks.Length - 1; b >= 0; b--)
        {
            foreach (var record in blocks[b]) _blocksOf[record][--counts[record]] = b;
        }
    }

    public static Blocks Build(PreparedTable table)
    {
        var blocks = new List<int[]>();
        var keys = new List<BlockingKey>();
        var level = new List<Entry>();
        for (var record = 0; record < table.Count; record++)
        {
            BlockingKeys.Collect(table, record, keys);
            level.AddRange(keys.Select(k => new Entry(k.Hash, k.Hash, record, 1U << k.Source, 1)));
        }

        var tooCommon = Split(level, blocks);
        var common = new Entry[table.Count][];
        foreach (var record in tooCommon.GroupBy(e => e.Record))
        {
            common[record.Key] = [.. record.OrderBy(e => e.Records).ThenBy(e => e.Hash).Take(MaxCommonKeys)];
        }

        level = [.. common.Where(c => c is not null).SelectMany(c => c)];
        for (var depth = 2; depth <= MaxKeys && level.Count > 0; depth++)
        {
            var combined = new List<Entry>();
            foreach (var entry in level)
            {
                foreach (var key in common[entry.Record])
                {
                    if (entry.MayTake(key)) combined.Add(entry.With(key));
                }
            }

            level = Split(combined, blocks);
        }

        return new Blocks([.. blocks.OrderBy(b => b.Length)], table.Count);
    }

    /// <summary>Whom to compare with a record: its neighbours and those of its blocks with a higher number, each once.</summary>
    public void Candidates(int record, CandidateScratch scratch)
    {
        scratch.Begin(record);
        for (var other = record + 1; other <= record + Neighbours && other < _blocksOf.Length; other++) scratch.Add(other);
        foreach (var block in _blocksOf[record])
        {
            if (scratch.Found.Count >= MaxCandidates) return;

            foreach (var other in _blocks[block])
            {
                if (other > record) scratch.Add(other);
            }
        }
    }

    /// <summary>How many pairs all candidates are at most; fewer where two records meet in several blocks.</summary>
    public long MostPairs() =>
        _blocksOf.Sum(blocks => Math.Min(MaxCandidates + MaxBlock, Neighbours + blocks.Sum(b => _blocks[b].Length - 1L))) / 2;

    /// <summary>Adds the blocks that are small enough and gives back the entries of those that are not.</summary>
    private static List<Entry> Split(List<Entry> entries, List<int[]> blocks)
    {
        var keys = entries.Select(e => e.Hash).ToArray();
        var places = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, places);

        var tooCommon = new List<Entry>();
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start == 1) continue;

            var block = places.AsSpan(start, end - start);
            if (block.Length > MaxBlock)
            {
                foreach (var place in block) tooCommon.Add(entries[place] with { Records = block.Length });
                continue;
            }

            var records = new int[block.Length];
            for (var i = 0; i < records.Length; i++) records[i] = entries[block[i]].Record;
            blocks.Add(records);
        }

        return tooCommon;
    }

    /// <param name="Hash">Of all keys together.</param>
    /// <param name="Last">The hash of the key that was added last.</param>
    /// <param name="Sources">A bit for each source of a key.</param>
    /// <param name="Records">How many have it, once that is known.</param>
    private readonly record struct Entry(ulong Hash, ulong Last, int Record, uint Sources, int Records)
    {
        // Keys are added in the order of their hashes, so every combination is made once.
        public bool MayTake(Entry key) => key.Hash > Last && (Sources & key.Sources) == 0;

        public Entry With(Entry key) => new(BlockingKeys.Combine(Hash, key.Hash), key.Hash, Record, Sources | key.Sources, 1);
    }
}

/// <summary>Gathers the candidates of one record at a time. One for each thread.</summary>
internal sealed class CandidateScratch(int records)
{
    private readonly int[] _seenBy = Enumerable.Repeat(-1, records).ToArray();
    private readonly List<int> _found = [];
    private int _record;

    public IReadOnlyList<int> Found => _found;

    public void Begin(int record)
    {
        _record = record;
        _found.Clear();
    }

    public void Add(int other)
    {
        if (_seenBy[other] == _record) return;

        _seenBy[other] = _record;
        _found.Add(other);
    }
}
