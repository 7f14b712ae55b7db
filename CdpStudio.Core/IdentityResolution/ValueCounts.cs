using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>By component, how many values it has of each namespace that has a limit: up to 255, which is above any limit.</summary>
internal sealed class ValueCounts(NodeTable nodes)
{
    private PagedArray<byte>[] _of = Arrays(nodes);

    /// <summary>Makes the counts of one component those of a node that stands alone.</summary>
    public void Begin(int label)
    {
        for (var limit = 0; limit < _of.Length; limit++) _of[limit][label] = (byte)(nodes.LimitOf(label) == limit ? 1 : 0);
    }

    public void Include(int label, int node)
    {
        if (nodes.LimitOf(node) is >= 0 and var limit && _of[limit][label] < byte.MaxValue) _of[limit].At(label)++;
    }

    /// <summary>Makes <paramref name="kept"/> the counts of both together.</summary>
    public void Join(int kept, int gone)
    {
        foreach (var counts in _of)
        {
            if (counts[gone] > 0) counts[kept] = (byte)Math.Min(byte.MaxValue, counts[kept] + counts[gone]);
        }
    }

    /// <summary>The first namespace of which both have values and together more than its limit allows, were there no period; null when there is none.</summary>
    public NamespaceRule? Exceeded(int one, int other)
    {
        for (var limit = 0; limit < _of.Length; limit++)
        {
            var (a, b) = (_of[limit][one], _of[limit][other]);
            if (a > 0 && b > 0 && a + b > nodes.Rules.Limited[limit].Limit) return nodes.Rules.Limited[limit];
        }

        return null;
    }

    /// <summary>Whether it has more values than a limit allows, were there no period: then it matters when each was first seen.</summary>
    public bool IsOverPeriod(int label)
    {
        for (var limit = 0; limit < _of.Length; limit++)
        {
            if (nodes.Rules.Limited[limit] is { Period: not LimitPeriod.Ever } rule && _of[limit][label] > rule.Limit) return true;
        }

        return false;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(ValueCounts saved)
    {
        for (var limit = 0; limit < _of.Length; limit++) _of[limit].Adopt(saved._of[limit]);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All([.. _of.Select(counts => counts.Freeze())]);

    /// <summary>Fills this one, after the nodes.</summary>
    public void Load(BinaryReader reader)
    {
        _of = Arrays(nodes);
        foreach (var counts in _of) counts.Load(reader);
    }

    private static PagedArray<byte>[] Arrays(NodeTable nodes) => [.. nodes.Rules.Limited.Select(_ => new PagedArray<byte>())];
}
