using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>The first and last moment of each identifier, its last event, and which identifiers wait for their row. Indexed by node: they lie dense from 1.</summary>
internal sealed class NodeTimes
{
    private long[] _first = new long[64];
    private long[] _last = new long[64];
    private long[] _event = [];
    private bool[] _known = new bool[64];
    private bool[] _waits = new bool[64];

    public long First(int node) => node < _known.Length && _known[node] ? _first[node] : long.MaxValue;

    public long Last(int node) => node < _known.Length && _known[node] ? _last[node] : long.MinValue;

    /// <summary><see cref="long.MinValue"/> when it has none.</summary>
    public long LastEvent(int node) => node < _event.Length ? _event[node] : long.MinValue;

    public void Happened(int node, long ts)
    {
        Reserve(node);
        _event[node] = Math.Max(_event[node], ts);
    }

    /// <param name="waited">Whether it was waiting already; it is now.</param>
    /// <returns>True the first time.</returns>
    public bool Touch(int node, long ts, out bool waited)
    {
        Reserve(node);
        var isNew = !_known[node];
        _first[node] = isNew ? ts : Math.Min(_first[node], ts);
        _last[node] = isNew ? ts : Math.Max(_last[node], ts);
        _known[node] = true;
        waited = _waits[node];
        _waits[node] = true;
        return isNew;
    }

    /// <returns>False when it waited already.</returns>
    public bool Wait(int node)
    {
        Reserve(node);
        if (_waits[node]) return false;

        return _waits[node] = true;
    }

    /// <summary>While nobody waits.</summary>
    public void Save(BinaryWriter writer)
    {
        var known = ((ReadOnlySpan<bool>)_known).TrimEnd(false);
        writer.WriteArray<long>(_first.AsSpan(0, known.Length));
        writer.WriteArray<long>(_last.AsSpan(0, known.Length));
        writer.WriteArray<long>(_event.AsSpan(0, known.Length));
        writer.WriteArray(known);
    }

    public void Load(BinaryReader reader)
    {
        (_first, _last, _event) = (reader.ReadArray<long>(), reader.ReadArray<long>(), reader.ReadArray<long>());
        _known = reader.ReadArray<bool>();
        _waits = new bool[_known.Length];
    }

    public void Stop(int node) => _waits[node] = false;

    private void Reserve(int node)
    {
        if (node < _event.Length) return;

        var (before, size) = (_event.Length, Growth.Of(_known.Length, node + 1));
        Array.Resize(ref _event, size);
        _event.AsSpan(before).Fill(long.MinValue);
        Array.Resize(ref _first, size);
        Array.Resize(ref _last, size);
        Array.Resize(ref _known, size);
        Array.Resize(ref _waits, size);
    }
}
