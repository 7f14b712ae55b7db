using System.Diagnostics;
using System.Globalization;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>How long each answer that a reader waited for took, and for how much of that the garbage collector had stopped everybody.</summary>
internal sealed class PauseFigures
{
    private const int Named = 5;

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly TimeSpan _collected = GC.GetTotalPauseDuration();
    private readonly int _collections = GC.CollectionCount(0);
    private readonly List<Answer> _answers = [];
    private TimeSpan _longestCollection;
    private int _seenCollections = GC.CollectionCount(0);
    private (long Position, long At) _moved;
    private double _stoodStill;

    /// <param name="position">The newest fact in the answer.</param>
    public void Add(string rule, long started, TimeSpan collecting, long position)
    {
        var ended = Stopwatch.GetTimestamp();
        _answers.Add(new Answer(rule, Seconds(_began, started), Seconds(started, ended) * 1e3, collecting.TotalMilliseconds));
        NoteCollection();
        if (position == _moved.Position) return;

        if (_moved.Position > 0) _stoodStill = Math.Max(_stoodStill, Seconds(_moved.At, ended) * 1e3);
        _moved = (position, ended);
    }

    public void Print(string when)
    {
        Say($"{when}, {Seconds(_began, Stopwatch.GetTimestamp()):N1} s:");
        foreach (var rule in _answers.GroupBy(a => a.Rule))
        {
            var took = rule.Select(a => a.Milliseconds).Order().ToList();
            Say($"  {rule.Key}: {took.Count:N0} answers, median {took.At(50):N2} ms, p99 {took.At(99):N2} ms, p99.9 {took.At(99.9):N2} ms, longest {took[^1]:N1} ms");
        }

        Say($"  the longest: {string.Join("; ", _answers.OrderByDescending(a => a.Milliseconds).Take(Named))}");
        Say($"  {GC.CollectionCount(0) - _collections} collections stopped everybody for {(GC.GetTotalPauseDuration() - _collected).TotalMilliseconds:N1} ms in all, the longest for {_longestCollection.TotalMilliseconds:N1} ms");
        if (_stoodStill > 0) Say($"  newer facts came into the answers after {_stoodStill:N1} ms at most");
    }

    private void NoteCollection()
    {
        if (GC.CollectionCount(0) is var collections && collections == _seenCollections) return;

        _seenCollections = collections;
        foreach (var pause in GC.GetGCMemoryInfo(GCKind.Any).PauseDurations)
        {
            if (pause > _longestCollection) _longestCollection = pause;
        }
    }

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private readonly record struct Answer(string Rule, double AtSecond, double Milliseconds, double Collecting)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Milliseconds:N1} ms, of which {Collecting:N1} ms collecting (rule {Rule.Split(' ')[0]} at {AtSecond:N2} s)");
    }
}
