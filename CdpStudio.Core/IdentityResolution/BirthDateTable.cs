using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// By node, the birth date that was said of it last, whichever attribute said it; what was said by hand comes before the rest, until it is
/// let go. Of two that hold from the same time the later date, so that no arrival plays a part.
/// </summary>
internal sealed class BirthDateTable
{
    private readonly Said _told = new();
    private readonly Said _byHand = new();

    /// <summary>See <see cref="BirthDate"/>; 0 when there is none.</summary>
    public int Of(int node) => _byHand.Of(node) is > 0 and var date ? date : _told.Of(node);

    /// <summary>A node may be told of before anything introduces it.</summary>
    public void Say(int node, Fact.Assertion assertion) =>
        (assertion.Source == SourceId.ByHand ? _byHand : _told).Say(node, BirthDate.Read(assertion.Value), assertion.ValidFrom);

    public void Remove(int node)
    {
        _told.Remove(node);
        _byHand.Remove(node);
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(BirthDateTable saved)
    {
        _told.Adopt(saved._told);
        _byHand.Adopt(saved._byHand);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All(_told.Freeze(), _byHand.Freeze());

    public void Load(BinaryReader reader)
    {
        _told.Load(reader);
        _byHand.Load(reader);
    }

    /// <summary>Dates and since when they are said.</summary>
    private sealed class Said
    {
        private readonly PagedArray<int> _date = new();
        private readonly PagedArray<long> _since = new();
        private readonly PagedArray<bool> _isSaid = new();

        public int Of(int node) => _date[node];

        public void Say(int node, int date, long since)
        {
            if (_isSaid[node] && (since, date).CompareTo((_since[node], _date[node])) <= 0) return;

            _isSaid[node] = true;
            _date[node] = date;
            _since[node] = since;
        }

        public void Remove(int node)
        {
            _isSaid[node] = false;
            _date[node] = 0;
            _since[node] = 0;
        }

        public void Adopt(Said saved)
        {
            _date.Adopt(saved._date);
            _since.Adopt(saved._since);
            _isSaid.Adopt(saved._isSaid);
        }

        public Action<BinaryWriter> Freeze() => Frozen.All(_date.Freeze(), _since.Freeze(), _isSaid.Freeze());

        public void Load(BinaryReader reader)
        {
            _date.Load(reader);
            _since.Load(reader);
            _isSaid.Load(reader);
        }
    }
}
