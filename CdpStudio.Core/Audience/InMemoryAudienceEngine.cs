using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>Answers from columns in memory. Evaluation runs on the thread pool, so a caller's circuit stays free.</summary>
internal sealed class InMemoryAudienceEngine(
    AudienceIndex index, IAudienceCatalogue catalogue, ISegmentRules segments, TimeProvider clock) : IAudienceEngine
{
    private Declared? _declared;

    public long Position => index.Current.Position;

    public Task WaitAsync(long position, CancellationToken cancellationToken) => index.WaitAsync(position, cancellationToken);

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var run = Start(query.AsOf, query.KnownAt);
            return run.Count(run.Rows.Find(query.Rule, cancellationToken).Count());
        },
        cancellationToken);

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var run = Start(asOf, null);
            var counts = rules.Select(r => run.Rows.Find(r, cancellationToken).Count()).ToList();
            var (_, total, position, now) = run.Count(0);
            return new AudienceCounts(counts, total, position, now);
        },
        cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAsync(
        AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<ProfileId>>(
        () =>
        {
            var run = Start(query.AsOf, query.KnownAt);
            var members = Members.Of(run.Snapshot, run.Rows.Find(query.Rule, cancellationToken), after);
            return [.. members.Take(limit).Select(m => m.Id)];
        },
        cancellationToken);

    public Task<AudienceMembers> ReadMembersAsync(
        AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var run = Start(query.AsOf, query.KnownAt);
            var found = run.Rows.Find(query.Rule, cancellationToken);
            var reader = new MemberReader(run.Snapshot, Declared(), fields, run.Milliseconds);
            return new AudienceMembers(run.Count(found.Count()), Members.Of(run.Snapshot, found, after).Select(reader.Read));
        },
        cancellationToken);

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<AudienceMember>>(
            () =>
            {
                var run = Start(query.AsOf, query.KnownAt);
                var members = Members.Of(run.Snapshot, run.Rows.Find(query.Rule, cancellationToken), null);
                var reader = new MemberReader(run.Snapshot, Declared(), fields, run.Milliseconds);
                return [.. Members.Spread(members, size, seed).Select(reader.Read)];
            },
            cancellationToken);

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken)
    {
        var run = Start(query.AsOf, query.KnownAt);
        var row = Members.RowOf(run.Snapshot, profile);
        var explanation = row >= 0 && run.Rows.Existing.Contains(row) ? run.Rows.Explain(query.Rule, row) : null;
        return Task.FromResult(explanation);
    }

    private Run Start(DateTimeOffset? asOf, KnownAt? knownAt)
    {
        if (knownAt is not null) throw new RuleNotYetException("", "What was known at an earlier time");

        var now = asOf ?? clock.GetUtcNow();
        var snapshot = index.Current;
        return new Run(snapshot, new AudienceRun(snapshot, Declared(), segments, now.ToUnixTimeMilliseconds()), now);
    }

    private Declared Declared()
    {
        var source = catalogue.Current;
        if (_declared is { } known && ReferenceEquals(known.Source, source)) return known;

        return _declared = new Declared(source);
    }

    private sealed record Run(Snapshot Snapshot, AudienceRun Rows, DateTimeOffset Now)
    {
        public long Milliseconds => Now.ToUnixTimeMilliseconds();

        public AudienceCount Count(long count) => new(count, Rows.Existing.Count(), Snapshot.Position, Now);
    }
}
