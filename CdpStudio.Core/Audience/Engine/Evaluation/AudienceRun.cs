using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Finds the rows that one or several rules take in, from one state and at one now.</summary>
internal sealed class AudienceRun
{
    private const int WordsPerBlock = 256;

    private readonly Snapshot _snapshot;
    private readonly RuleCompiler _compiler;
    private readonly RowReader _reader;

    public AudienceRun(Snapshot snapshot, Declared declared, ISegmentRules segments, long now)
    {
        _snapshot = snapshot;
        _compiler = new RuleCompiler(snapshot, declared, segments, now);
        _reader = new RowReader(snapshot);
        Existing = snapshot.Rows.Existing(now);
    }

    /// <summary>Everybody who exists at the moment.</summary>
    public RowSet Existing { get; }

    /// <exception cref="RuleNotYetException">A node that is not evaluated yet.</exception>
    /// <exception cref="UnknownSegmentException">A segment that does not exist.</exception>
    public RowSet Find(Rule rule, CancellationToken cancellationToken)
    {
        var node = _compiler.Compile(rule);
        var alone = Alone();
        var together = new RowSet(Existing.RowCount);
        together.UnionWith(Existing);
        together.ExceptWith(alone);

        var found = new RowSet(Existing.RowCount);
        for (var word = 0; word < found.Words.Length; word += WordsPerBlock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(WordsPerBlock, found.Words.Length - word);
            node.Mark(_reader, word, together.Words.Slice(word, length), found.Words.Slice(word, length));
        }

        alone.IntersectWith(Existing);
        var left = 0;
        foreach (var row in alone.Rows())
        {
            if ((left++ & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            _reader.MoveTo(row);
            if (node.Holds(_reader)) found.Add(row);
        }

        return found;
    }

    public NodeExplanation Explain(Rule rule, int row)
    {
        var node = _compiler.Compile(rule);
        _reader.MoveTo(row);
        return node.Explain(_reader);
    }

    /// <summary>Rows whose entries do not lie together: mixed ones, and those with new entries that the rule looks into.</summary>
    private RowSet Alone()
    {
        var alone = new RowSet(Existing.RowCount);
        foreach (var row in _snapshot.Rows.Mixed.Keys) alone.Add(row);
        foreach (var series in _compiler.Used)
        {
            for (var i = 0; i < series.Delta.Count; i++) alone.Add(series.Delta.HomeOf(i));
        }

        return alone;
    }
}
