using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>
/// Which edges name an identifier, cancelled ones too. Made of their numbers and ends when somebody first asks, and carried on from there
/// with each question: some 24 bytes an edge, and 4 an identifier.
/// </summary>
internal sealed class EdgeLookup(FactReader reader) : IDisposable
{
    private const int ReadAtOnce = 100_000;

    private readonly SemaphoreSlim _turn = new(1);
    // By identifier: its newest end plus one. An end is twice its edge, and one more for the second; an edge to itself has one.
    private readonly PagedArray<int> _newest = new();
    // By end: the one before it of the same identifier, plus one.
    private readonly PagedArray<int> _before = new();
    // By edge: both identifiers, one XOR the other, so that whoever comes from one end finds the other.
    private readonly PagedArray<int> _both = new();
    private readonly PagedArray<long> _numbers = new();
    private int _edges;
    private long _readTo;

    /// <summary>All edges, used or not, that lead from an identifier to others and on from there, in the order of their numbers.</summary>
    /// <param name="upTo">The newest fact that counts; it is committed.</param>
    /// <exception cref="TooManyEdgesException">There are more than <paramref name="most"/>.</exception>
    public Task<IReadOnlyList<Fact.Edge>> AroundAsync(ProfileId start, long upTo, int most, CancellationToken cancellationToken) =>
        FindAsync(() => Around(checked((int)start.Value), upTo, most), upTo, cancellationToken);

    /// <summary>All edges, used or not, that name one of the identifiers, in the order of their numbers.</summary>
    /// <inheritdoc cref="AroundAsync" path="/param[@name='upTo']"/>
    public Task<IReadOnlyList<Fact.Edge>> OfAsync(IReadOnlyCollection<ProfileId> identifiers, long upTo, CancellationToken cancellationToken) =>
        FindAsync(() => [.. identifiers.SelectMany(i => EdgesOf(checked((int)i.Value))).Select(e => _numbers[e]).Where(n => n <= upTo).Distinct().Order()], upTo, cancellationToken);

    private async Task<IReadOnlyList<Fact.Edge>> FindAsync(Func<List<long>> find, long upTo, CancellationToken cancellationToken)
    {
        List<long> found;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CarryOnAsync(upTo, cancellationToken);
            found = find();
        }
        finally
        {
            _turn.Release();
        }

        return await reader.EdgesAsync(found, cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async Task CarryOnAsync(long upTo, CancellationToken cancellationToken)
    {
        while (_readTo < upTo)
        {
            var next = await reader.EdgeEndsAsync(_readTo, ReadAtOnce, cancellationToken);
            foreach (var edge in next) Add(edge);
            var readTo = next.Count == 0 ? _readTo : next[^1].Number;
            // Numbers are committed in order: where there are no more edges, what follows is of other kinds.
            _readTo = next.Count < ReadAtOnce ? Math.Max(readTo, upTo) : readTo;
        }
    }

    private void Add(EdgeEnds ends)
    {
        var (edge, a, b) = (_edges++, checked((int)ends.A), checked((int)ends.B));
        _numbers[edge] = ends.Number;
        _both[edge] = a ^ b;
        Link(a, 2 * edge);
        if (a != b) Link(b, (2 * edge) + 1);
    }

    private void Link(int identifier, int end)
    {
        _before[end] = _newest[identifier];
        _newest[identifier] = end + 1;
    }

    private IEnumerable<int> EdgesOf(int identifier)
    {
        for (var end = _newest[identifier] - 1; end >= 0; end = _before[end] - 1) yield return end >> 1;
    }

    private List<long> Around(int start, long upTo, int most)
    {
        var (met, edges, waiting) = (new HashSet<int> { start }, new HashSet<int>(), new Queue<int>([start]));
        while (waiting.TryDequeue(out var identifier))
        {
            foreach (var edge in EdgesOf(identifier))
            {
                if (_numbers[edge] > upTo || !edges.Add(edge)) continue;
                if (edges.Count > most) throw new TooManyEdgesException(most);

                var other = _both[edge] ^ identifier;
                if (met.Add(other)) waiting.Enqueue(other);
            }
        }

        return [.. edges.Select(e => _numbers[e]).Order()];
    }
}

/// <summary>So many messages tie the identifiers around somebody together that nobody is kept waiting for them.</summary>
public sealed class TooManyEdgesException(int most)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"More than {most:N0} edges tie the identifiers of this person, or of those around them, together."));
