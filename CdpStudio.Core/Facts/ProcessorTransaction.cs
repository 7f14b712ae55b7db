using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>
/// The processor's part of a write: numbers in, facts out. Begin it first in the write, end it last, and publish
/// <see cref="Facts"/> to <see cref="FactLog"/> after the write has committed.
/// </summary>
public sealed class ProcessorTransaction
{
    private readonly StudioDbContext _db;
    private readonly long _fence;
    private readonly List<Fact> _facts = [];
    private long _next;
    private long _nextProfile;

    private ProcessorTransaction(StudioDbContext db, long fence, long next, long nextProfile)
    {
        _db = db;
        _fence = fence;
        _next = next;
        _nextProfile = nextProfile;
    }

    /// <summary>What was added, in the order of its numbers.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>The number of the last fact that is committed or was added.</summary>
    public long Last => _next - 1;

    /// <exception cref="FencedOffException">Somebody else has taken the lease since.</exception>
    public static async Task<ProcessorTransaction> BeginAsync(StudioDbContext db, ProcessorLease lease, CancellationToken cancellationToken)
    {
        // The update changes nothing: it takes the row's lock before anything is read under it.
        var mine = await db.ProcessorStates
            .Where(s => s.Fence == lease.Fence)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Fence, lease.Fence), cancellationToken);
        if (mine == 0) throw new FencedOffException();

        var state = await db.ProcessorStates.AsNoTracking().SingleAsync(cancellationToken);
        return new ProcessorTransaction(db, lease.Fence, state.Next, state.NextProfile);
    }

    /// <summary>A number that was never given before and, if this write fails, will be given again.</summary>
    public ProfileId NewProfile() => new(_nextProfile++);

    /// <summary>Adds one fact under the next number.</summary>
    public Fact Add(Func<long, Fact> create)
    {
        var fact = create(_next);
        if (fact.Number != _next) throw new ArgumentException($"The fact must bear the number {_next} that it was given.", nameof(create));

        _next++;
        _facts.Add(fact);
        return fact;
    }

    /// <summary>Writes the facts and the numbers that come next.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await FactAppender.AppendAsync(_db, _facts, cancellationToken);
        await _db.ProcessorStates
            .Where(s => s.Fence == _fence)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Next, _next).SetProperty(p => p.NextProfile, _nextProfile), cancellationToken);
    }
}

/// <summary>The lease is gone: stop, and take it again before anything else.</summary>
public sealed class FencedOffException() : Exception("Another process has taken the processor's lease; this one's write was refused.");
