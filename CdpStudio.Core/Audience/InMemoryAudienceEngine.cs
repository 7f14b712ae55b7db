using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>Answers from columns in memory. Evaluation runs on the thread pool, so a caller's circuit stays free.</summary>
internal sealed class InMemoryAudienceEngine(
    LiveAudience index,
    PastAudience past,
    AudienceReadiness readiness,
    IAudienceCatalogue catalogue,
    ISegmentRules segments,
    TimeProvider clock) : IAudienceEngine
{
    private Declared? _declared;

    public long Position => index.Current.Position;

    public Task WaitAsync(long position, CancellationToken cancellationToken) => index.WaitAsync(position, cancellationToken);

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => AnswerAsync(
        query, run => run.Count(run.Rows.Count(query.Rule, cancellationToken)), cancellationToken);

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) => AnswerAsync(
        new AudienceQuery(new Rule.Everyone(), asOf),
        run =>
        {
            var (_, total, position, now) = run.Count(0);
            return new AudienceCounts([.. rules.Select(r => run.Rows.Count(r, cancellationToken))], total, position, now);
        },
        cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAsync(
        AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) => AnswerAsync<IReadOnlyList<ProfileId>>(
        query,
        run =>
        {
            var ids = Members.Ids(run.Snapshot, run.Rows.Find(query.Rule, cancellationToken), after);
            return limit < ids.Length ? ids[..limit] : ids;
        },
        cancellationToken);

    public Task<AudienceMembers> ReadMembersAsync(
        AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken) => AnswerAsync(
        query,
        run =>
        {
            var found = run.Rows.Find(query.Rule, cancellationToken);
            var reader = run.Reader(fields);
            return new AudienceMembers(run.Count(found.Count()), Members.Of(run.Snapshot, found, after).Select(reader.Read));
        },
        cancellationToken);

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<AudienceMember>>(
            query,
            run =>
            {
                var members = Members.Of(run.Snapshot, run.Rows.Find(query.Rule, cancellationToken), null);
                return [.. Members.Spread(members, size, seed).Select(run.Reader(fields).Read)];
            },
            cancellationToken);

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) => AnswerAsync(
        query, run => run.RowOf(profile) is { } row ? run.Rows.Explain(query.Rule, row) : null, cancellationToken);

    public Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) => AnswerAsync(
        query, run => run.RowOf(profile) is { } row ? run.Rows.Foresee(query.Rule, row, cancellationToken) : null, cancellationToken);

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken) => AnswerAsync(
        query,
        run => new AudienceNodeCounts(run.Rows.CountNodes(query.Rule, cancellationToken), run.Rows.Total, run.Snapshot.Position, run.Now),
        cancellationToken);

    public Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken) => AnswerAsync(
        query,
        run =>
        {
            var (items, missing, other, total) = run.Rows.BreakDown(query.Rule, by, limit, cancellationToken);
            return new AudienceBreakdown(items, missing, other, total, run.Snapshot.Position, run.Now);
        },
        cancellationToken);

    /// <summary>Waits until the log that was there at start is read: an answer that lacks people would be worse than a late one.</summary>
    private async Task<T> AnswerAsync<T>(AudienceQuery query, Func<Run, T> answer, CancellationToken cancellationToken)
    {
        await readiness.Ready.WaitAsync(cancellationToken);
        var known = query.KnownAt is null ? index.Current : await past.AtAsync(query.KnownAt, cancellationToken);
        return await Task.Run(() => answer(Start(known, query.AsOf ?? clock.GetUtcNow())), cancellationToken);
    }

    private Run Start(Snapshot snapshot, DateTimeOffset now)
    {
        var declared = Declared();
        return new Run(snapshot, declared, new AudienceRun(snapshot, declared, segments, now.ToUnixTimeMilliseconds()), now);
    }

    private Declared Declared()
    {
        var source = catalogue.Current;
        if (_declared is { } known && ReferenceEquals(known.Source, source)) return known;

        return _declared = new Declared(source);
    }

    private sealed record Run(Snapshot Snapshot, Declared Declared, AudienceRun Rows, DateTimeOffset Now)
    {
        public AudienceCount Count(long count) => new(count, Rows.Total, Snapshot.Position, Now);

        /// <summary>Null for a profile that does not exist at the moment.</summary>
        public int? RowOf(ProfileId profile) =>
            Members.RowOf(Snapshot, profile) is >= 0 and var row && Rows.Exists(row) ? row : null;

        public MemberReader Reader(IReadOnlyList<string> fields) => new(Snapshot, Declared, fields, Now.ToUnixTimeMilliseconds());
    }
}
