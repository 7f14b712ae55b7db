using CdpStudio.Core.Ingestion;

namespace CdpStudio.Core.DemoData.Shop;

/// <summary>
/// The last twelve months of a shop that does not exist: always the same for the same seed and moment, so that a load that was killed goes
/// on with the very messages that it would have sent.
/// </summary>
internal sealed class DemoShop
{
    public const int People = 10_000;
    public const int Events = 300_000;

    private readonly Dictionary<Culture, Season> _seasons;
    private readonly int[] _events;
    private readonly int _seed;
    private readonly DateTimeOffset _now;

    /// <param name="people">Fewer in tests.</param>
    public DemoShop(int seed, DateTimeOffset now, int people = People, int events = Events)
    {
        (_seed, _now) = (seed, now);
        _seasons = Culture.All.ToDictionary(c => c, c => new Season(c.Feast, now));
        _events = Shares([.. Enumerable.Range(0, people).Select(n => new Person(n, seed).Weight)], events);
    }

    public int Count => _events.Length;

    /// <summary>Everything that one person sent, in the order in which it happened.</summary>
    /// <param name="load">Part of the messages' keys: another load's messages are others.</param>
    public IReadOnlyList<Message> MessagesOf(int number, string load)
    {
        var person = new Person(number, _seed);
        return new PersonYear(person, _seasons[person.Culture], _now, load).Messages(_events[number]);
    }

    /// <summary>Whole numbers in the proportion of the weights, with exactly that sum.</summary>
    private static int[] Shares(double[] weights, int sum)
    {
        var scale = sum / weights.Sum();
        var shares = weights.Select(w => Math.Max(1, (int)(w * scale))).ToArray();
        // What rounding left over goes to the first, one each; there is always less than one a person.
        for (var (i, left) = (0, sum - shares.Sum()); left > 0; i++, left--) shares[i % shares.Length]++;
        return shares;
    }
}
