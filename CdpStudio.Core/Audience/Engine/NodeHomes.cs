using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>In which rows the entries of each identifier lie: nearly always one.</summary>
/// <remarks>Invariant: a node is a guest of a row exactly if entries of it lie there and its own row is another.</remarks>
internal sealed class NodeHomes
{
    private Dictionary<int, List<int>> _more = [];
    private Dictionary<int, HashSet<int>> _guests = [];
    // The row plus one; 0 while no entry lies anywhere.
    private readonly PagedArray<int> _home = new();

    public bool HasGuests(int row) => _guests.ContainsKey(row);

    /// <summary>An entry of the node lies in its own row.</summary>
    public void Add(int node, int row)
    {
        if (_home[node] == row + 1) return;

        if (_home[node] == 0) _home[node] = row + 1;
        else if (!_more.TryGetValue(node, out var more)) _more[node] = [row];
        else if (!more.Contains(row)) more.Add(row);
    }

    /// <summary>The node's own row is another now.</summary>
    /// <param name="touched">Receives the rows where its entries lie.</param>
    /// <returns>Whether any entry lies elsewhere.</returns>
    public bool Move(int node, int row, HashSet<int> touched)
    {
        var elsewhere = false;
        foreach (var home in Of(node))
        {
            touched.Add(home);
            if (home == row)
            {
                if (_guests.TryGetValue(home, out var guests) && guests.Remove(node) && guests.Count == 0) _guests.Remove(home);
                continue;
            }

            elsewhere = true;
            if (!_guests.TryGetValue(home, out var others)) _guests[home] = others = [];
            others.Add(node);
        }

        return elsewhere;
    }

    public void AddTo(int node, HashSet<int> homes) => homes.UnionWith(Of(node));

    public void Rehome(Func<int, int> rowOf)
    {
        _more.Clear();
        _guests.Clear();
        for (var node = 0; node < _home.End; node++)
        {
            if (_home[node] != 0) _home[node] = rowOf(node) + 1;
        }
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(NodeHomes saved) => _home.Adopt(saved._home);

    public Action<BinaryWriter> Freeze() => Frozen.All(
        _home.Freeze(),
        Frozen.Copy(writer =>
        {
            Save(writer, _more);
            Save(writer, _guests);
        }));

    public void Load(BinaryReader reader)
    {
        _home.Load(reader);
        _more = Load(reader, items => new List<int>(items));
        _guests = Load(reader, items => new HashSet<int>(items));
    }

    private static void Save<T>(BinaryWriter writer, Dictionary<int, T> lists)
        where T : ICollection<int>
    {
        writer.Write(lists.Count);
        foreach (var (key, items) in lists)
        {
            writer.Write(key);
            writer.WriteArray<int>([.. items]);
        }
    }

    private static Dictionary<int, T> Load<T>(BinaryReader reader, Func<int[], T> of)
    {
        var lists = new Dictionary<int, T>();
        for (var count = reader.ReadInt32(); count > 0; count--) lists.Add(reader.ReadInt32(), of(reader.ReadArray<int>()));
        return lists;
    }

    private IEnumerable<int> Of(int node)
    {
        if (_home[node] == 0) return [];

        return _more.TryGetValue(node, out var more) ? more.Prepend(_home[node] - 1) : [_home[node] - 1];
    }
}
