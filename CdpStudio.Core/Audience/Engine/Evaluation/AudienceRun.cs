using System.Numerics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Finds the rows that one or several rules take in, from one state and at one now.</summary>
internal sealed class AudienceRun(Snapshot snapshot, Declared declared, ISegmentRules segments, RunSets sets, long now)
{
    // Chunks never cross a block; smaller than one, so that two workers end at about the same time.
    private const int MostWordsPerChunk = 256;

    // Below that, handing work to another thread takes longer than doing it.
    private const int RowsPerWorker = 1 << 15;

    private readonly int[] _mixed = [.. snapshot.Rows.Mixed.Keys.Order()];

    /// <summary>Everybody who exists at the moment.</summary>
    public long Total { get; } = snapshot.Rows.CountExisting(now);

    public bool Exists(int row) => snapshot.Rows.Exists(row, now);

    /// <exception cref="RuleNotYetException">A node that is not evaluated yet.</exception>
    /// <exception cref="UnknownSetException">A segment, journey, tag or list that does not exist.</exception>
    public long Count(Rule rule, CancellationToken cancellationToken)
    {
        var count = 0L;
        Run([rule], (_, found) => Interlocked.Add(ref count, RowBits.Count(found)), cancellationToken);
        return count;
    }

    /// <inheritdoc cref="Count"/>
    public RowSet Find(Rule rule, CancellationToken cancellationToken)
    {
        var rows = new RowSet(snapshot.Rows.RowCount);
        Run([rule], (word, found) => found.CopyTo(rows.Words[word..]), cancellationToken);
        return rows;
    }

    /// <summary>Those of some profiles whom the rule takes in, each looked at by itself.</summary>
    /// <inheritdoc cref="Count"/>
    public List<ProfileId> Among(Rule rule, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var reader = new RowReader(snapshot);
        var node = new RuleCompiler(snapshot, declared, segments, sets, now).Compile(rule);
        var members = new List<ProfileId>();
        foreach (var profile in profiles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (snapshot.Rows.RowOf(profile) is not (>= 0 and var row) || !Exists(row)) continue;

            reader.MoveTo(row);
            if (node.Holds(reader)) members.Add(profile);
        }

        return members;
    }

    /// <summary>Every node in one walk over the rows, each leaf asked once about everybody.</summary>
    /// <inheritdoc cref="Count"/>
    public IReadOnlyList<NodeCount> CountNodes(Rule rule, CancellationToken cancellationToken)
    {
        var tally = new NodeTally(rule);
        Run([new Rule.Everyone(), .. tally.Leaves], tally.Add, cancellationToken);
        return tally.Counts();
    }

    /// <inheritdoc cref="Count"/>
    public (IReadOnlyList<ValueMembers> Items, long Missing, long Other, long Total) BreakDown(
        Rule rule, BreakdownBy by, int limit, CancellationToken cancellationToken)
    {
        var values = new RowValues(snapshot, declared, sets.Objects, by, now);
        // On this thread: what is wrong with a name is found before others begin.
        values.Reader();
        return ValueTally.Of(Find(rule, cancellationToken), values.Reader, limit, cancellationToken);
    }

    public NodeExplanation Explain(Rule rule, int row)
    {
        var reader = new RowReader(snapshot);
        var node = new RuleCompiler(snapshot, declared, segments, sets, now).Compile(rule);
        reader.MoveTo(row);
        return Shortfalls.Complete(rule, node.Explain(reader));
    }

    public NodeExplanation Foresee(Rule rule, int row, CancellationToken cancellationToken) =>
        new Forecast(snapshot, declared, segments, sets, now).Add(rule, row, Explain(rule, row), cancellationToken);

    private void Run(IReadOnlyList<Rule> rules, Found found, CancellationToken cancellationToken)
    {
        var words = RowSet.WordsFor(snapshot.Rows.RowCount);
        var perChunk = Math.Min(MostWordsPerChunk, snapshot.Shape.Words);
        var chunks = (words + perChunk - 1) / perChunk;
        var workers = Math.Clamp(snapshot.Rows.RowCount / RowsPerWorker, 1, Environment.ProcessorCount);
        var next = -1;

        // The first one on this thread: what is wrong with a rule is found before others begin.
        var mine = Worker();
        if (workers == 1) Work(mine);
        else Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, i => Work(i == 0 ? mine : Worker()));
        cancellationToken.ThrowIfCancellationRequested();

        RunWorker Worker() => new(snapshot, new RuleCompiler(snapshot, declared, segments, sets, now), rules, now, _mixed);

        void Work(RunWorker worker)
        {
            while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var chunk && chunk < chunks)
            {
                var word = chunk * perChunk;
                worker.Run(word, Math.Min(perChunk, words - word), found);
            }
        }
    }
}

/// <summary>Takes the rows found in one stretch; called by several threads at once, never twice for the same stretch.</summary>
/// <param name="word">The first one; 64 rows a word.</param>
/// <param name="found">Of several rules the words of each, one rule after the other.</param>
internal delegate void Found(int word, ReadOnlySpan<ulong> found);

/// <summary>What one thread needs to evaluate rules: nodes remember what they have seen, so each has its own.</summary>
internal sealed class RunWorker
{
    private readonly Snapshot _snapshot;
    private readonly RowReader _reader;
    private readonly Node[] _nodes;
    private readonly SeriesView[] _used;
    private readonly long _now;
    private readonly int[] _alone;

    public RunWorker(Snapshot snapshot, RuleCompiler compiler, IReadOnlyList<Rule> rules, long now, int[] mixed)
    {
        (_snapshot, _now) = (snapshot, now);
        _reader = new RowReader(snapshot);
        _nodes = [.. rules.Select(compiler.Compile)];
        _used = [.. compiler.Used];
        var byHand = _used.SelectMany(snapshot.RowsByHand).ToHashSet();
        _alone = byHand.Count == 0 ? mixed : [.. byHand.Union(mixed).Order()];
    }

    public void Run(int word, int length, Found found)
    {
        Span<ulong> together = stackalloc ulong[length];
        Span<ulong> alone = stackalloc ulong[length];
        // Many nodes of a large rule have no room on the stack.
        var members = _nodes.Length == 1 ? stackalloc ulong[length] : new ulong[length * _nodes.Length];
        _snapshot.Rows.CopyExisting(word, together, _now);
        MarkAlone(word, alone);
        for (var i = 0; i < length; i++)
        {
            alone[i] &= together[i];
            together[i] &= ~alone[i];
        }

        for (var i = 0; i < _nodes.Length; i++) _nodes[i].Mark(_reader, word, together, members.Slice(i * length, length));
        MarkEach(word, alone, members);
        found(word, members);
    }

    private void MarkEach(int word, ReadOnlySpan<ulong> alone, Span<ulong> members)
    {
        for (var i = 0; i < alone.Length; i++)
        {
            for (var rest = alone[i]; rest != 0; rest &= rest - 1)
            {
                _reader.MoveTo(((word + i) << 6) + BitOperations.TrailingZeroCount(rest));
                for (var node = 0; node < _nodes.Length; node++)
                {
                    if (_nodes[node].Holds(_reader)) members[(node * alone.Length) + i] |= rest & (~rest + 1);
                }
            }
        }
    }

    /// <summary>
    /// Rows whose entries do not lie together, mixed ones and those with new entries that the rule looks into, and those of which people said
    /// something by hand.
    /// </summary>
    private void MarkAlone(int word, Span<ulong> alone)
    {
        alone.Clear();
        var (first, end) = (word << 6, (word + alone.Length) << 6);
        var at = Array.BinarySearch(_alone, first);
        for (at = at < 0 ? ~at : at; at < _alone.Length && _alone[at] < end; at++) Add(_alone[at] - first, alone);

        var shape = _snapshot.Shape;
        var block = shape.BlockOfWord(word);
        var within = shape.WordWithin(word) << 6;
        foreach (var series in _used)
        {
            var delta = series.Block(block).Delta;
            for (var i = 0; i < delta.Count; i++)
            {
                var row = delta.HomeOf(i) - within;
                if ((uint)row < (uint)(end - first)) Add(row, alone);
            }
        }
    }

    private static void Add(int row, Span<ulong> rows) => rows[row >> 6] |= 1UL << row;
}
