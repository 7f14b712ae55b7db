namespace CdpStudio.Core.Tests.Reference;

/// <summary>Chance that a seed repeats.</summary>
public sealed class Dice(int seed)
{
    // A fixed algorithm: a printed seed must draw the same on every machine.
    private readonly Random _random = new(seed);

    /// <param name="below">Above the highest number drawn.</param>
    public int Number(int from, int below) => _random.Next(from, below);

    public long Long(long from, long below) => _random.NextInt64(from, below);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(params IReadOnlyList<T> among) => among[_random.Next(among.Count)];

    /// <summary>Some of them in their order, at least one.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> among, int most)
    {
        var places = Enumerable.Range(0, among.Count).OrderBy(_ => _random.Next()).Take(Number(1, Math.Min(most, among.Count) + 1)).Order();
        return [.. places.Select(p => among[p])];
    }
}
