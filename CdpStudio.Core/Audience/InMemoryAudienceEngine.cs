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
    IEnumerable<IAudienceSets> sets,
    IEnumerable<IAudienceObjects> objects,
    TimeProvider clock) : IAudienceEngine
{
    private readonly SetRows _setRows = new();
    private readonly ReferenceColumns _references = new();
    private Declared? _declared;

    public long Position => index.Current.Position;

    public string IdentityMark => index.Rules.Mark;

    public Task WaitAsync(long position, CancellationToken cancellationToken) => index.WaitAsync(position, cancellationToken);

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => AnswerAsync(
        query, run => run.Count(run.Rows.Count(query.Rule, cancellationToken)), cancellationToken);

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) => AnswerAsync(
        rules,
        asOf,
        knownAt: null,
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

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(
        AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) => AnswerAsync<IReadOnlyList<ProfileId>>(
        query, run => run.Rows.Among(query.Rule, profiles, cancellationToken), cancellationToken);

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

    private Task<T> AnswerAsync<T>(AudienceQuery query, Func<Run, T> answer, CancellationToken cancellationToken) =>
        AnswerAsync([query.Rule], query.AsOf, query.KnownAt, answer, cancellationToken);

    /// <summary>Waits until the log that was there at start is read: an answer that lacks people would be worse than a late one.</summary>
    private async Task<T> AnswerAsync<T>(
        IReadOnlyList<Rule> rules, DateTimeOffset? asOf, KnownAt? knownAt, Func<Run, T> answer, CancellationToken cancellationToken)
    {
        await readiness.Ready.WaitAsync(cancellationToken);
        // Before the snapshot: it knows the numbers that the sets speak of.
        var asked = new Asked(rules, segments);
        var found = await FindAsync(asked.Sets, cancellationToken);
        var known = knownAt is null ? index.Current : await past.AtAsync(knownAt, cancellationToken);
        return await Task.Run(Answer, cancellationToken);

        T Answer()
        {
            var answered = answer(Start(known, asked, found, asOf ?? clock.GetUtcNow()));
            // A file that it lies in stays mapped as long as somebody refers to it, and what is read from it as a span does not.
            GC.KeepAlive(known);
            return answered;
        }
    }

    /// <summary>One view of each for the whole answer; what nobody keeps is left out.</summary>
    private async Task<IReadOnlyDictionary<AudienceSetName, AudienceSet>> FindAsync(IReadOnlySet<AudienceSetName> names, CancellationToken cancellationToken)
    {
        var found = new Dictionary<AudienceSetName, AudienceSet>();
        foreach (var name in names)
        {
            foreach (var kept in sets)
            {
                if (await kept.FindAsync(name, cancellationToken) is { } set) found[name] = set;
            }
        }

        return found;
    }

    private Run Start(Snapshot snapshot, Asked asked, IReadOnlyDictionary<AudienceSetName, AudienceSet> found, DateTimeOffset now)
    {
        var declared = Declared();
        var run = new AudienceRun(snapshot, declared, asked, new RunSets(found, _setRows, new RunObjects(objects, _references), snapshot), now.ToUnixTimeMilliseconds());
        return new Run(snapshot, declared, run, now);
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
            Snapshot.Rows.RowOf(profile) is >= 0 and var row && Rows.Exists(row) ? row : null;

        public MemberReader Reader(IReadOnlyList<string> fields) => new(Snapshot, Declared, fields, Now.ToUnixTimeMilliseconds());
    }
}
