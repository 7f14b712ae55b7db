using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.DryRuns;

/// <summary>Counts rows and keeps some, in memory that does not grow with the file.</summary>
/// <param name="columns">The file's.</param>
internal sealed class DryRunTally(IReadOnlyList<string> columns)
{
    private readonly long[] _effects = new long[Enum.GetValues<RowEffect>().Length];
    private readonly Dictionary<(RejectReason Reason, int? Column), long> _rejects = [];
    private readonly SortedDictionary<int, long> _outliers = [];
    private readonly List<RowDifference> _samples = [];

    // The same file shows the same rows every time.
    private readonly Random _chance = new(0);
    private long _candidates;

    public long Rows { get; private set; }

    public void Reject(MappedRow.Rejected row)
    {
        Rows++;
        _rejects[(row.Reason, row.Column)] = _rejects.GetValueOrDefault((row.Reason, row.Column)) + 1;
    }

    public void Add(RowEffect effect)
    {
        Rows++;
        _effects[(int)effect]++;
    }

    public void Add(ComparedRow row, MappedRow.Taken taken, long line)
    {
        Add(row.Effect);
        foreach (var column in taken.Outliers) _outliers[column] = _outliers.GetValueOrDefault(column) + 1;
        if (row.Effect is not (RowEffect.New or RowEffect.Changed or RowEffect.Merging)) return;

        // Each row of the file has the same chance, however many there are.
        _candidates++;
        var place = _samples.Count < DryRun.MaxSamples ? _samples.Count : (int)Math.Min(_chance.NextInt64(_candidates), DryRun.MaxSamples);
        if (place == DryRun.MaxSamples) return;

        var values = row.Changes.Select(v => new ValueDifference(v.Name, v.Before, v.After)).ToList();
        var sample = new RowDifference(line, row.Effect, taken.Message.Identifiers, row.People, values);
        if (place == _samples.Count) _samples.Add(sample);
        else _samples[place] = sample;
    }

    public DryRunResult Summary(long bytesRead, long bytes, bool isDone, string? problem) => new(
        Rows,
        Enum.GetValues<RowEffect>().ToDictionary(e => e, e => _effects[(int)e]),
        [.. _rejects
            .Select(r => new RejectCount(r.Key.Reason, r.Key.Column is { } at ? columns.ElementAtOrDefault(at) : null, r.Value))
            .OrderByDescending(r => r.Rows)],
        [.. _samples.OrderBy(s => s.Line)],
        bytesRead,
        bytes,
        isDone,
        problem)
    {
        Outliers = [.. _outliers.Select(o => new OutlierCount(columns[o.Key], o.Value))],
    };
}
