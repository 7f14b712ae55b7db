namespace CdpStudio.Core.Facts;

/// <summary>The newest facts in blocks as they were published, the oldest blocks dropped. Safe to read while one thread adds.</summary>
internal sealed class FactTail(int length)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<IReadOnlyList<Fact>> _blocks = new();
    private int _count;

    /// <summary>The lowest number that is kept; <see cref="long.MaxValue"/> when there is none.</summary>
    public long First
    {
        get
        {
            lock (_lock) return _blocks.First?.Value[0].Number ?? long.MaxValue;
        }
    }

    public void Add(IReadOnlyList<Fact> facts)
    {
        lock (_lock)
        {
            // After a gap (somebody else appended) the older blocks no longer reach the end.
            if (_blocks.Last is { } newest && newest.Value[^1].Number + 1 != facts[0].Number) Clear();

            _blocks.AddLast(facts);
            _count += facts.Count;
            while (_count - _blocks.First!.Value.Count >= length) DropFirst();
        }
    }

    /// <summary>Facts after <paramref name="after"/> up to <paramref name="last"/>; null when not all of them are kept.</summary>
    public IReadOnlyList<Fact>? Read(long after, long last)
    {
        lock (_lock)
        {
            if (_blocks.First is null || _blocks.First.Value[0].Number > after + 1 || _blocks.Last!.Value[^1].Number < last) return null;

            var facts = new List<Fact>((int)(last - after));
            var block = _blocks.Last;
            while (block.Value[0].Number > after + 1) block = block.Previous!;
            for (; block is not null; block = block.Next)
            {
                var first = block.Value[0].Number;
                for (var i = (int)Math.Max(0, after + 1 - first); i < block.Value.Count && first + i <= last; i++) facts.Add(block.Value[i]);
            }

            return facts;
        }
    }

    private void DropFirst()
    {
        _count -= _blocks.First!.Value.Count;
        _blocks.RemoveFirst();
    }

    private void Clear()
    {
        _blocks.Clear();
        _count = 0;
    }
}
