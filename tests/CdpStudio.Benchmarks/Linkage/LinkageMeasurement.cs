using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Tests.Linkage;

namespace CdpStudio.Benchmarks.Linkage;

/// <summary>Possible duplicates of a file: what was learnt, and with a file of the truth how right it is.</summary>
internal static class LinkageMeasurement
{
    private static readonly double[] s_thresholds = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999];

    public static async Task RunAsync(string file, string? truthFile)
    {
        var rows = await PeopleCsv.ReadAsync(file);
        var records = rows.Skip(1).Select(r => new LinkageRecord(r[0], r[1..])).ToList();
        var truth = truthFile is null ? null : (await PeopleCsv.ReadAsync(truthFile)).Skip(1).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        await ReportAsync(rows[0][1..], records, truth);
    }

    public static async Task RunAsync(int size)
    {
        var people = new InventedPeople(seed: 1, errors: 2.5);
        var records = people.Make(size, mostCopies: 3);
        await ReportAsync(InventedPeople.Headers, records, people.Truth);
    }

    /// <param name="truth">The person of each record's id; null if nobody knows.</param>
    internal static async Task ReportAsync(IReadOnlyList<string> headers, IReadOnlyList<LinkageRecord> records, IReadOnlyDictionary<string, string>? truth)
    {
        var watch = Stopwatch.StartNew();
        var table = LinkageTable.Recognise(headers, records);
        var model = LinkageModel.Learn(table);
        var learnt = watch.Elapsed;
        var result = model.Match(table);
        var matched = watch.Elapsed;
        var accepted = result.Accept();
        var took = watch.Elapsed;

        await WriteAsync($"records {records.Count}, seconds {took.TotalSeconds:0.0} (learning {learnt.TotalSeconds:0.0}, matching {(matched - learnt).TotalSeconds:0.0}, joining {(took - matched).TotalSeconds:0.0}), peak {ProcessFigures.Megabytes("VmHWM"):0} MB, load {ProcessFigures.Load()}");
        await WriteAsync($"compared {result.Compared} pairs, kept {result.Pairs.Count}, prior {model.Prior:0.00e0}");
        foreach (var (circle, share) in model.Circles) await WriteAsync($"  strangers of one {circle}: {share:0.00e0}");
        foreach (var field in model.Fields)
        {
            await WriteAsync($"  {field.Field?.Name ?? "order of names"} ({field.Field?.Kind})");
            foreach (var level in field.Levels) await WriteAsync($"    {level.Agreement,-10} m {level.M:0.0000} u {level.U:0.000000} weight {level.Weight,6:0.00}");
        }

        if (truth is not null) await WriteAsync($"found by blocking: {Found(result, truth):0.0000} of the true pairs are kept");
        await ScoreAsync("default", accepted, truth);
        foreach (var threshold in s_thresholds) await ScoreAsync(threshold.ToString(CultureInfo.InvariantCulture), result.Accept(threshold), truth);
    }

    private static double Found(LinkageResult result, IReadOnlyDictionary<string, string> truth) =>
        result.Pairs.Count(p => truth[p.First] == truth[p.Second]) / (double)TruePairs(truth);

    private static async Task ScoreAsync(string name, Acceptance accepted, IReadOnlyDictionary<string, string>? truth)
    {
        var line = FormattableString.Invariant($"threshold {name,-8} pairs {accepted.Pairs,7} expected false {accepted.ExpectedFalse:0.0000} missed {accepted.ExpectedMissed:0.0000}");
        if (truth is not null)
        {
            var right = accepted.Clusters.Sum(c => c.GroupBy(id => truth[id]).Sum(g => Pairs(g.LongCount())));
            var precision = accepted.Pairs == 0 ? 1 : right / (double)accepted.Pairs;
            var recall = right / (double)TruePairs(truth);
            line += FormattableString.Invariant($"  precision {precision:0.0000} recall {recall:0.0000} F1 {2 * precision * recall / (precision + recall):0.0000}");
        }

        await Console.Out.WriteLineAsync(line);
    }

    private static long TruePairs(IReadOnlyDictionary<string, string> truth) => truth.Values.GroupBy(p => p).Sum(g => Pairs(g.LongCount()));

    private static long Pairs(long records) => records * (records - 1) / 2;

    private static Task WriteAsync(FormattableString line) => Console.Out.WriteLineAsync(FormattableString.Invariant(line));
}
