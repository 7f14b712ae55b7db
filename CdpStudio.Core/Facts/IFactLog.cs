namespace CdpStudio.Core.Facts;

/// <summary>The fact sequence as followers read it. Implemented over the database with the newest facts kept in memory.</summary>
public interface IFactLog
{
    /// <summary>Number of the newest committed fact; 0 when there is none. Never goes back.</summary>
    long Last { get; }

    /// <summary>Committed facts after <paramref name="after"/> in order, to the end of the log as it stands now.</summary>
    IAsyncEnumerable<Fact> ReadAsync(long after, CancellationToken cancellationToken);

    /// <summary>All cancellations that are committed; perhaps some behind <see cref="Last"/>, which another node has just appended.</summary>
    Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken);

    /// <summary>All erasures that are committed, in order; perhaps some behind <see cref="Last"/> too.</summary>
    Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken);

    /// <summary>Completes when <see cref="Last"/> is above <paramref name="after"/>.</summary>
    Task WaitAsync(long after, CancellationToken cancellationToken);
}
