namespace CdpStudio.Core.Audience.Engine;

/// <summary>Numbers of names by their exact bytes, so that a name seen before costs no text. Different spellings may share a number.</summary>
internal sealed class NameTable
{
    private (byte[] Name, int Place)[] _slots = new (byte[], int)[16];
    private int _count;

    /// <returns>-1 when that spelling is new.</returns>
    public int Find(ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        var slot = (int)ByteHash.Of(name) & mask;
        while (_slots[slot].Name is { } known)
        {
            if (name.SequenceEqual(known)) return _slots[slot].Place;
            slot = (slot + 1) & mask;
        }

        return -1;
    }

    public void Add(ReadOnlySpan<byte> name, int place)
    {
        if (++_count * 2 > _slots.Length)
        {
            var old = _slots;
            _slots = new (byte[], int)[old.Length * 2];
            foreach (var (known, number) in old)
            {
                if (known is not null) Put(known, number);
            }
        }

        Put(name.ToArray(), place);
    }

    private void Put(byte[] name, int place)
    {
        var mask = _slots.Length - 1;
        var slot = (int)ByteHash.Of(name) & mask;
        while (_slots[slot].Name is not null) slot = (slot + 1) & mask;
        _slots[slot] = (name, place);
    }
}
