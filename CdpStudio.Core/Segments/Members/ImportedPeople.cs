using System.Runtime.InteropServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Members;

/// <summary>
/// Whom imports have brought or changed, each with the newest fact that did. Holds only what some segment has not been evaluated with;
/// the facts are read when somebody comes into a segment and not before. Used by one thread.
/// </summary>
public sealed class ImportedPeople(IImportedFacts imports, IFactLog log, IProfileDirectory directory)
{
    private readonly Dictionary<ProfileId, Touch> _touched = [];
    private readonly List<ImportedFacts> _facts = [];
    private readonly List<ImportedFacts> _unread = [];
    private long _after;
    private long _last;

    /// <summary>Whether any import brought or took back facts between.</summary>
    internal async Task<bool> AnyAsync(long after, long last, CancellationToken cancellationToken)
    {
        if (after < _after || _last == 0) Clear(after);
        if (last > _last)
        {
            var added = await imports.BetweenAsync(_last, last, cancellationToken);
            _facts.AddRange(added);
            _unread.AddRange(added);
            _last = last;
        }

        return _facts.Exists(f => f.At > after && f.At <= last);
    }

    /// <summary>What brought each of these people, as far as an import did it after <paramref name="after"/>. Ask <see cref="AnyAsync"/> first.</summary>
    internal async Task<IReadOnlyDictionary<ProfileId, BroughtBy>> AmongAsync(IReadOnlyList<ProfileId> people, long after, CancellationToken cancellationToken)
    {
        await ReadAsync([.. _unread.Where(f => f.TakenBackBy is null)], cancellationToken);
        await ReadAsync([.. _unread.Where(f => f.TakenBackBy is not null)], cancellationToken);
        _unread.Clear();

        var brought = new Dictionary<ProfileId, BroughtBy>();
        foreach (var person in people)
        {
            if (Of(person, after) is { } by) brought[person] = by;
        }

        return brought;
    }

    /// <summary>Every segment has been evaluated with the facts up to this one.</summary>
    internal void Forget(long upTo)
    {
        if (upTo <= _after) return;
        if (upTo >= _last)
        {
            Clear(upTo);
            return;
        }

        _after = upTo;
        _facts.RemoveAll(f => f.At <= upTo);
        _unread.RemoveAll(f => f.At <= upTo);
        foreach (var (person, _) in _touched.Where(t => t.Value.Quietly <= upTo && t.Value.Openly <= upTo).ToList()) _touched.Remove(person);
    }

    private void Clear(long after)
    {
        (_after, _last) = (after, after);
        _facts.Clear();
        _unread.Clear();
        _touched.Clear();
        _touched.TrimExcess();
    }

    private BroughtBy? Of(ProfileId person, long after)
    {
        var newest = default(Touch);
        foreach (var number in directory.Numbers(person))
        {
            if (_touched.TryGetValue(number, out var touch)) newest = newest.With(touch);
        }

        // Of several imports a quiet one decides: its people were promised not to enter.
        if (newest.Quietly > after) return new BroughtBy(newest.QuietRun, IsQuiet: true);
        return newest.Openly > after ? new BroughtBy(newest.OpenRun, IsQuiet: false) : null;
    }

    private async Task ReadAsync(List<ImportedFacts> facts, CancellationToken cancellationToken)
    {
        facts.Sort((one, other) => one.Range.First.CompareTo(other.Range.First));
        await foreach (var (fact, at) in log.ReadAsync(facts.ConvertAll(f => f.Range), cancellationToken))
        {
            if (fact.People() is not var (one, other)) continue;
            Add(one, fact.Number, facts[at]);
            if (other is { } two && two != one) Add(two, fact.Number, facts[at]);
        }
    }

    private void Add(ProfileId person, long number, ImportedFacts of)
    {
        ref var touch = ref CollectionsMarshal.GetValueRefOrAddDefault(_touched, person, out _);
        var at = of.TakenBackBy ?? number;
        // What comes back was there before the import, which has not brought it.
        var run = of.TakenBackBy is null ? of.Run : 0;
        touch = touch.With(of.IsQuiet ? new Touch(at, run, 0, 0) : new Touch(0, 0, at, run));
    }

    /// <summary>The newest fact of a quiet import, and of another one; 0 for none.</summary>
    private readonly record struct Touch(long Quietly, int QuietRun, long Openly, int OpenRun)
    {
        public Touch With(Touch other) => new(
            Math.Max(Quietly, other.Quietly),
            other.Quietly > Quietly ? other.QuietRun : QuietRun,
            Math.Max(Openly, other.Openly),
            other.Openly > Openly ? other.OpenRun : OpenRun);
    }
}

/// <param name="Run">Number of the import; 0 when one was taken back.</param>
/// <param name="IsQuiet">It starts no journey.</param>
internal readonly record struct BroughtBy(int Run, bool IsQuiet);
