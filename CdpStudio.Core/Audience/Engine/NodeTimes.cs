using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The first and last moment of each identifier, its last event, and which identifiers wait for their row. Indexed by node: they lie dense
/// from 1. Of nodes that were met once, as rows of a file are, the first moment is all that takes memory.
/// </summary>
internal sealed class NodeTimes
{
    private readonly PagedArray<long> _first = new();
    // How much later the last moment is.
    private readonly PagedArray<long> _span = new();
    // Counted from the least number there is, so that nothing set means no event.
    private readonly PagedArray<long> _event = new();
    private readonly NodeSet _known = new();
    private readonly NodeSet _waits = new();

    public long First(int node) => _known.Contains(node) ? _first[node] : long.MaxValue;

    public long Last(int node) => _known.Contains(node) ? unchecked(_first[node] + _span[node]) : long.MinValue;

    /// <summary><see cref="long.MinValue"/> when it has none.</summary>
    public long LastEvent(int node) => unchecked(_event[node] + long.MinValue);

    public void Happened(int node, long ts) => _event[node] = unchecked(Math.Max(LastEvent(node), ts) - long.MinValue);

    /// <param name="waited">Whether it was waiting already; it is now.</param>
    /// <returns>True the first time.</returns>
    public bool Touch(int node, long ts, out bool waited)
    {
        waited = !_waits.Add(node);
        if (_known.Add(node))
        {
            _first[node] = ts;
            return true;
        }

        var (first, last) = (Math.Min(_first[node], ts), Math.Max(Last(node), ts));
        _first[node] = first;
        _span[node] = unchecked(last - first);
        return false;
    }

    /// <returns>False when it waited already.</returns>
    public bool Wait(int node) => _waits.Add(node);

    public void Stop(int node) => _waits.Remove(node);

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(NodeTimes saved)
    {
        _first.Adopt(saved._first);
        _span.Adopt(saved._span);
        _event.Adopt(saved._event);
        _known.Adopt(saved._known);
    }

    /// <summary>While nobody waits.</summary>
    public Action<BinaryWriter> Freeze() => Frozen.All(_first.Freeze(), _span.Freeze(), _event.Freeze(), _known.Freeze());

    public void Load(BinaryReader reader)
    {
        _first.Load(reader);
        _span.Load(reader);
        _event.Load(reader);
        _known.Load(reader);
    }
}
