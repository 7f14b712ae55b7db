using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Segments.Members;

/// <summary>
/// Keeps the members of every segment as they were last evaluated, and records who came and went. Membership is evaluated as a
/// whole, so it does not matter where a former process stopped: what is kept is compared with what is true.
/// </summary>
public sealed partial class MembershipFollower(
    SegmentRules rules,
    MembershipBook book,
    MembershipSignal signal,
    SegmentSets sets,
    ImportedPeople imported,
    IAudienceEngine engine,
    IAudienceCatalogue catalogue,
    AudienceReadiness readiness,
    TimeProvider clock,
    IOptions<SegmentOptions> options,
    ILogger<MembershipFollower> logger) : BackgroundService
{
    private static readonly IReadOnlyDictionary<ProfileId, BroughtBy> s_nobody = new Dictionary<ProfileId, BroughtBy>();

    private readonly Dictionary<SegmentNumber, Kept> _kept = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the server answers: a rule that names a segment must not find it unknown.
        await rules.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One round: every segment for which facts, time or a save ask for it.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await rules.LoadAsync(cancellationToken);
        await book.SweepAsync(cancellationToken);
        foreach (var gone in _kept.Keys.Except(rules.All.Select(s => s.Number)).ToList())
        {
            _kept.Remove(gone);
            sets.Forget(gone);
        }

        var all = long.MaxValue;
        foreach (var segment in rules.All)
        {
            if (segment.Rule is null) continue;

            try
            {
                await book.EvaluatingAsync(() => FollowAsync(segment, cancellationToken), cancellationToken);
                if (_kept.TryGetValue(segment.Number, out var kept)) all = Math.Min(all, kept.State.Position);
            }
            catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
            {
                LogNotEvaluated(segment.Key, e.Message);
            }
            catch (DbUpdateException e)
            {
                // Deleted meanwhile, or followed by another node: what is kept is read again.
                _kept.Remove(segment.Number);
                LogOutrun(segment.Key, e);
            }
        }

        // One that can't be evaluated is not waited for: what it needs is read again when it can.
        if (all < long.MaxValue) imported.Forget(all);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An engine that still reads the log lacks people, who would be recorded as having left.
        await readiness.Ready.WaitAsync(stoppingToken);

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (DatabaseUnavailableException e)
            {
                LogUnavailable(e);
            }

            await signal.WaitAsync(options.Value.MembershipInterval, clock, stoppingToken);
        }
    }

    private async Task FollowAsync(SavedRule segment, CancellationToken cancellationToken)
    {
        var kept = await KeptAsync(segment.Number, cancellationToken);
        if (kept is null || !IsDue(kept.State, segment)) return;

        // Taken before the evaluation, so that what is kept is never said to be newer than it is.
        var (position, identity) = (engine.Position, engine.IdentityMark);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var members = await engine.MembersAsync(new AudienceQuery(segment.Rule!), after: null, int.MaxValue, cancellationToken);
        // Other rules came in between: nobody can tell by which it was evaluated.
        if (engine.IdentityMark != identity) return;

        var change = MembershipChange.Between(kept.Members, members);
        var isRuledOtherwise = kept.State.Generation > 0 && kept.State.Identity != identity;
        // The evaluation may have seen more than the position says. Who is in a segment that was never evaluated did not come into it.
        var isImported = kept.State.Generation > 0 && await imported.AnyAsync(kept.State.Position, engine.Position, cancellationToken);

        var today = Day(now);
        var next = Evaluated(kept.State, segment, position, now, members.Count, identity);
        if (change.IsNone && kept.State.Version == segment.Version && kept.Day == today)
        {
            // Nothing that anybody could see has changed; the next start would find the same, but for what imports then seem to have brought.
            if (isImported || isRuledOtherwise) await book.NoteAsync(next, cancellationToken);
            kept.State = next;
            return;
        }

        next.Generation++;
        var brought = isImported && change.Entered.Count > 0
            ? await imported.AmongAsync(change.Entered, kept.State.Position, cancellationToken)
            : s_nobody;
        // They have done nothing: it is only said otherwise who they are.
        if (isRuledOtherwise) brought = change.Entered.ToDictionary(p => p, _ => new BroughtBy(Run: 0, IsQuiet: true));
        await book.WriteAsync(segment.Number, change, brought, next.Generation, now, cancellationToken);
        if (!change.IsNone) Failpoints.Hit("membership.before_commit");
        await book.CommitAsync(next, change, today, cancellationToken);
        sets.Moved(segment.Number, next.Generation, change, now);
        if (!change.IsNone) signal.Moved();
        _kept[segment.Number] = new Kept(next, members, today);
        LogMoved(segment.Key, change.Entered.Count, change.Left.Count, members.Count);
    }

    private bool IsDue(SegmentMembership state, SavedRule segment) =>
        state.Version != segment.Version
        || state.Position != engine.Position
        || state.Identity != engine.IdentityMark
        || clock.GetUtcNow().ToUnixTimeMilliseconds() - state.EvaluatedAt >= options.Value.QuietInterval.TotalMilliseconds;

    private async Task<Kept?> KeptAsync(SegmentNumber segment, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(segment, out var known)) return known;
        if (await book.FindAsync(segment, cancellationToken) is not { } state) return null;

        await book.TakeBackAsync(segment, state.Generation, cancellationToken);
        var members = await book.MembersAsync(segment, state.Generation, cancellationToken);

        // Whatever was evaluated before this start is evaluated again: the engine may have learnt from late facts meanwhile.
        state.EvaluatedAt = 0;
        return _kept[segment] = new Kept(state, members, Day: null);
    }

    private DateOnly Day(long moment) =>
        (WorkspaceZone.TryFind(catalogue.Current.TimeZone, out var zone) ? zone : WorkspaceZone.Utc).Day(moment);

    private static SegmentMembership Evaluated(SegmentMembership state, SavedRule segment, long position, long now, long count, string identity) => new()
    {
        Segment = state.Segment,
        Generation = state.Generation,
        Version = segment.Version,
        Position = position,
        EvaluatedAt = now,
        Count = count,
        Identity = identity,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Segment {Segment}: {Entered} entered, {Left} left, {Count} are in")]
    private partial void LogMoved(SegmentKey segment, int entered, int left, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Segment {Segment} keeps its members as they were: {Reason}")]
    private partial void LogNotEvaluated(SegmentKey segment, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Segment {Segment} changed while its members were written; they are written again")]
    private partial void LogOutrun(SegmentKey segment, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Membership was not written; the next round tries again")]
    private partial void LogUnavailable(Exception e);

    /// <param name="Members">In rising order.</param>
    /// <param name="Day">The day whose size was written last; null before the first write of this process.</param>
    private sealed record Kept(SegmentMembership State, IReadOnlyList<ProfileId> Members, DateOnly? Day)
    {
        public SegmentMembership State { get; set; } = State;
    }
}
