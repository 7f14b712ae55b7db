using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Snapshots;

/// <summary>Where an index stands in the log, and what it was told of the log before its first fact.</summary>
internal sealed class LogPlace
{
    private readonly HashSet<long> _erasures;
    private FactMark? _mark;
    private Fact? _last;

    /// <param name="erasures">Those whose people the index never took in.</param>
    /// <param name="mark">Of the last fact that the index holds; null at the beginning of the log.</param>
    public LogPlace(CancelledFacts cancelled, IEnumerable<Fact.Erasure> erasures, IdentityRules rules, FactMark? mark = null)
    {
        (Cancelled, Rules, _mark) = (cancelled, rules, mark);
        _erasures = [.. erasures.Select(e => e.Number)];
    }

    public CancelledFacts Cancelled { get; }

    /// <summary>By which identifiers are one person in the index.</summary>
    public IdentityRules Rules { get; }

    public long Position => _last?.Number ?? _mark?.Number ?? 0;

    /// <summary>Whether people were erased whom the index had taken in: what they left may lie in it until it is made anew.</summary>
    public bool HoldsErased { get; private set; }

    /// <summary>The index holds the fact now.</summary>
    /// <returns>True when that erased somebody whom it had taken in.</returns>
    public bool Pass(Fact fact)
    {
        _last = fact;
        if (fact is not Fact.Erasure || _erasures.Contains(fact.Number)) return false;

        return HoldsErased = true;
    }

    public void Save(BinaryWriter writer)
    {
        _mark = _last is null ? _mark! : FactMark.Of(_last);
        _mark.Save(writer);
        writer.WriteArray<FactRange>(Cancelled.UpTo(Position));
        writer.WriteArray<long>([.. _erasures.Order()]);
        writer.Write(Rules.Text);
    }

    /// <summary>The mark of what was saved, if an index made now with this knowledge would hold the same up to there; otherwise null.</summary>
    public FactMark? Load(BinaryReader reader)
    {
        var mark = FactMark.Load(reader);
        var (cancelled, erasures, rules) = (reader.ReadArray<FactRange>(), reader.ReadArray<long>(), reader.ReadString());
        return cancelled.AsSpan().SequenceEqual(Cancelled.UpTo(mark.Number)) && _erasures.SetEquals(erasures) && rules == Rules.Text ? mark : null;
    }
}
