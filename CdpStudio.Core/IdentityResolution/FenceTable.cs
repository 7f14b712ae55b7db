using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Pairs of numbers that never belong to one profile. A fence may name numbers that no edge has named yet.</summary>
internal sealed class FenceTable
{
    private readonly Dictionary<int, List<int>> _of = [];

    public bool IsFenced(int node) => _of.ContainsKey(node);

    /// <summary>The other ends of its fences.</summary>
    public IReadOnlyList<int> Of(int node) => _of.TryGetValue(node, out var others) ? others : [];

    /// <returns>False when it stands already, or both are the same.</returns>
    public bool Add(int a, int b)
    {
        if (a == b || Of(a).Contains(b)) return false;

        AddTo(a, b);
        AddTo(b, a);
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_of.Count);
        foreach (var (node, others) in _of)
        {
            writer.Write(node);
            writer.WriteArray<int>([.. others]);
        }
    }

    public void Load(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--) _of.Add(reader.ReadInt32(), [.. reader.ReadArray<int>()]);
    }

    private void AddTo(int node, int other)
    {
        if (!_of.TryGetValue(node, out var others)) _of[node] = others = [];
        others.Add(other);
    }
}
