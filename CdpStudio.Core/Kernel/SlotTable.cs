namespace CdpStudio.Core.Kernel;

/// <summary>
/// Numbers by a hash, found by trying one place after the other, at most three quarters full, 7 to 13 bytes a number. Eight more bits of the
/// hash beside each number spare nearly all looks at what does not match.
/// </summary>
internal sealed class SlotTable
{
    // 0 is free.
    private int[] _numbers = new int[64];
    private byte[] _tags = new byte[64];
    private int _count;

    public Walk Of(ulong hash) => new(this, hash);

    /// <summary>All of them, rising, so that whoever keeps them by number reads along.</summary>
    public int[] Numbers => [.. _numbers.Where(n => n != 0).Order()];

    /// <summary>Whether the next number makes the table grow: <see cref="Clear"/> it then, and add all again.</summary>
    public bool IsFull => _count >= _numbers.Length / 4 * 3;

    /// <summary>Makes it an empty one of twice the size.</summary>
    public void Clear() => (_numbers, _tags, _count) = (new int[_numbers.Length * 2], new byte[_tags.Length * 2], 0);

    /// <param name="number">Above 0.</param>
    public void Add(ulong hash, int number)
    {
        var slot = SlotOf(hash);
        while (_numbers[slot] != 0) slot = Next(slot);
        (_numbers[slot], _tags[slot]) = (number, TagOf(hash));
        _count++;
    }

    private int SlotOf(ulong hash) => unchecked((int)(uint)hash) & (_numbers.Length - 1);

    private int Next(int slot) => (slot + 1) & (_numbers.Length - 1);

    private static byte TagOf(ulong hash) => (byte)(hash >> 32);

    /// <summary>The numbers that may be of a hash.</summary>
    internal struct Walk
    {
        private readonly SlotTable _table;
        private readonly byte _tag;
        private int _slot;

        public Walk(SlotTable table, ulong hash)
        {
            (_table, _tag, _slot) = (table, TagOf(hash), table.SlotOf(hash));
            Current = 0;
        }

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_table._numbers[_slot] is not 0 and var number)
            {
                var fits = _table._tags[_slot] == _tag;
                _slot = _table.Next(_slot);
                if (!fits) continue;

                Current = number;
                return true;
            }

            return false;
        }
    }
}
