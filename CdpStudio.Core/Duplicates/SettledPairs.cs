using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <summary>Two people by the numbers that they show, the lower first.</summary>
internal readonly record struct TwoPeople(ProfileId Low, ProfileId High)
{
    public static TwoPeople Of(ProfileId a, ProfileId b) => a < b ? new(a, b) : new(b, a);
}

/// <param name="Pairs">Not to be suggested: somebody decided about them, or keeps them apart for good.</param>
/// <param name="Gone">Decisions about people of whom one is no longer there.</param>
internal sealed record SettledPairs(IReadOnlySet<TwoPeople> Pairs, IReadOnlyList<long> Gone)
{
    /// <summary>Decisions outlast the number that somebody showed then.</summary>
    public static async Task<SettledPairs> ReadAsync(
        IDbContextFactory<StudioDbContext> contexts, FactLog log, IProfileDirectory directory, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var decided = await db.DuplicatePairs.AsNoTracking().Where(p => p.State != DuplicateState.Open).Select(p => new { p.Id, p.Low, p.High }).ToListAsync(cancellationToken);
        var fences = await db.FenceFacts.AsNoTracking().Select(f => new { f.Number, f.ProfileA, f.ProfileB }).ToListAsync(cancellationToken);
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));

        var pairs = new HashSet<TwoPeople>();
        var gone = new List<long>();
        foreach (var pair in decided)
        {
            if (!Add(pair.Low, pair.High)) gone.Add(pair.Id);
        }

        foreach (var fence in fences.Where(f => !cancelled.Contains(f.Number))) Add(fence.ProfileA, fence.ProfileB);
        return new SettledPairs(pairs, gone);

        bool Add(ProfileId a, ProfileId b)
        {
            if (directory.Numbers(a) is not [var low, ..] || directory.Numbers(b) is not [var high, ..]) return false;

            if (low != high) pairs.Add(TwoPeople.Of(low, high));
            return true;
        }
    }
}
