using System.Globalization;
using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The shop's facts, and once <see cref="Grow"/> is called further events of its people, as fast as they are followed.</summary>
internal sealed class GrowingShopLog(int people) : IFactLog, IAudienceCatalogue
{
    // About what one transaction of the processor appends.
    private const int FactsAtOnce = 2_000;
    private const int EventsPerSecond = 20_000;

    private readonly ShopLog _shop = new(people);
    private readonly TaskCompletionSource _grows = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _grown;
    private long _further;

    /// <summary>Of the shop alone unknown until it was read once.</summary>
    public long Last => _shop.Last + Volatile.Read(ref _grown);

    public Declarations Current => _shop.Current;

    /// <inheritdoc cref="ShopLog.AtItsEnd"/>
    public void AtItsEnd(long last) => _shop.AtItsEnd(last);

    /// <returns>The number of the last event that comes.</returns>
    public long Grow(int further)
    {
        Volatile.Write(ref _further, further);
        _grows.SetResult();
        return _shop.Last + further;
    }

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (after < _shop.Last)
        {
            await foreach (var fact in _shop.ReadAsync(after, cancellationToken)) yield return fact;
            yield break;
        }

        for (var (number, last) = (after + 1, Last); number <= last; number++) yield return Further(number);
    }

    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        await _grows.Task.WaitAsync(cancellationToken);
        if (after >= Last) Volatile.Write(ref _grown, Math.Min(_grown + FactsAtOnce, Volatile.Read(ref _further)));
        if (after >= Last) await _shop.WaitAsync(after, cancellationToken);
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) => _shop.CancellationsAsync(cancellationToken);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) => _shop.ErasuresAsync(cancellationToken);

    private Fact.Event Further(long number)
    {
        var dice = new SplitMix((ulong)number);
        var person = dice.Below(people);
        var happened = ShopPeople.Event(ShopPeople.Now + (int)((number - _shop.Last) / EventsPerSecond), ref dice);
        return ShopLog.Event(number, person, happened, [new(IdentifierNamespace.UserId, person.ToString(CultureInfo.InvariantCulture))]);
    }
}
