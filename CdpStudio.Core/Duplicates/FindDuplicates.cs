using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Duplicates;

/// <summary>
/// Compares all people and suggests those who may be one. What is written replaces the suggestions before and leaves decisions alone. Killed,
/// it compares again; of two searches the one that began last is written.
/// </summary>
internal sealed class FindDuplicates(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    ComparedPeople people,
    AcceptDuplicatesHandler accept,
    IProfileDirectory directory,
    IAudienceEngine engine,
    FactLog log,
    IOptions<DuplicatesOptions> options,
    TimeProvider clock) : IJob
{
    public const string Kind = "find-duplicates";

    /// <summary>Reading, learning, comparing, writing.</summary>
    public const int Steps = 4;

    /// <summary>What is less probable would only cost whoever looks through them.</summary>
    public const double LeastSuggested = 0.5;

    public const int MostSuggested = 20_000;

    private const int RowsAtOnce = 200;
    private const int JoinedAtOnce = 50;

    /// <summary>Somebody started it; the clock's own runs have no arguments.</summary>
    internal sealed record Asked(int Version);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        if (run.Arguments is null && !(await SettingsAsync(cancellationToken)).Nightly)
        {
            run.Log("The nightly search is switched off.");
            return;
        }

        var number = await BeginAsync(run, cancellationToken);
        await log.RefreshAsync(cancellationToken);
        await engine.WaitAsync(log.Last, cancellationToken);
        var compared = await people.ReadAsync(options.Value.MostPeople, cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{compared.Table.Records.Count} people to compare by {compared.Table.Fields.Count} fields."));
        await run.AdvanceAsync(new JobProgress(1, Steps), cancellationToken);

        // One alone can't be like anybody.
        var found = compared.Table.Records.Count < 2 ? null : await CompareAsync(run, compared.Table, cancellationToken);
        var settled = await SettledPairs.ReadAsync(contexts, log, directory, cancellationToken);
        var open = found is null ? [] : Open(found.Result, settled);
        var suggested = open.Take(MostSuggested).ToList();
        var ids = await WriteAsync(run, number, suggested, found, cancellationToken);
        await DropAsync(number, settled, cancellationToken);

        var joined = found is null ? 0 : await JoinAsync(run, found.Result, suggested, settled, ids, cancellationToken);
        await EndAsync(
            run,
            number,
            new DuplicateFindings(
                clock.GetUtcNow(),
                compared.Table.Records.Count,
                compared.LeftOut,
                compared.Empty,
                [.. compared.Table.Fields.Where(f => f.Kind != FieldKind.Ignored).Select(f => f.Name)],
                suggested.Count,
                open.Count - suggested.Count,
                joined,
                found?.Errors ?? []),
            cancellationToken);
    }

    /// <param name="Explain">Why two people, by the numbers that they show.</param>
    private sealed record Found(LinkageResult Result, Func<TwoPeople, PairEvidence> Explain, IReadOnlyList<ExpectedError> Errors);

    private readonly record struct Suggestion(TwoPeople People, double Weight, double Probability);

    private static async Task<Found> CompareAsync(JobContext run, LinkageTable table, CancellationToken cancellationToken)
    {
        var model = LinkageModel.Learn(table, cancellationToken);
        await run.AdvanceAsync(new JobProgress(2, Steps), cancellationToken);
        var result = model.Match(table, cancellationToken);
        var errors = new List<ExpectedError>();
        foreach (var threshold in ExpectedError.Thresholds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var acceptance = result.Accept(threshold);
            errors.Add(new ExpectedError(threshold, acceptance.Pairs, acceptance.ExpectedFalse * acceptance.Pairs, acceptance.ExpectedMissed));
        }

        await run.AdvanceAsync(new JobProgress(3, Steps), cancellationToken);
        // Made once: each time anew it would prepare the table again.
        var weights = model.Weights(table);
        return new Found(result, pair => PairEvidence.Of(weights.Explain(pair.Low.ToString(), pair.High.ToString())), errors);
    }

    private static List<Suggestion> Open(LinkageResult result, SettledPairs settled) =>
    [
        .. result.Pairs.TakeWhile(p => p.Probability >= LeastSuggested)
            .Select(p => new Suggestion(TwoPeople.Of(PersonOf(p.First), PersonOf(p.Second)), p.Weight, p.Probability))
            .Where(s => !settled.Pairs.Contains(s.People)),
    ];

    private static ProfileId PersonOf(string id) => new(long.Parse(id, CultureInfo.InvariantCulture));

    private Task<int> BeginAsync(JobContext run, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await run.AdvanceAsync(db, new JobProgress(0, Steps), token);
            await db.DuplicateSearches.ExecuteUpdateAsync(set => set.SetProperty(s => s.Number, s => s.Number + 1), token);
            return await db.DuplicateSearches.Select(s => s.Number).SingleAsync(token);
        },
        cancellationToken);

    /// <returns>Numbers of the pairs that are there now.</returns>
    private async Task<Dictionary<TwoPeople, long>> WriteAsync(
        JobContext run, int number, List<Suggestion> suggested, Found? found, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<TwoPeople, long>();
        foreach (var some in suggested.Chunk(RowsAtOnce))
        {
            var evidence = some.Select(s => found!.Explain(s.People).ToJson()).ToList(); // there are suggestions
            var written = await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    await MineAsync(db, number, token);
                    await run.AdvanceAsync(db, new JobProgress(Steps - 1, Steps), token);
                    return await SaveAsync(db, number, some, evidence, token);
                },
                cancellationToken);
            foreach (var pair in written) ids[new TwoPeople(pair.Low, pair.High)] = pair.Id;
        }

        return ids;
    }

    private async Task<List<DuplicatePair>> SaveAsync(
        StudioDbContext db, int number, Suggestion[] suggested, List<string> evidence, CancellationToken cancellationToken)
    {
        // Somebody may have been erased since the people were read.
        var erased = (await FactReader.ErasuresAsync(db, cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var lows = suggested.Select(s => s.People.Low).Distinct().ToList();
        var there = (await db.DuplicatePairs.Where(p => lows.Contains(p.Low)).ToListAsync(cancellationToken)).ToDictionary(p => new TwoPeople(p.Low, p.High));
        var pairs = new List<DuplicatePair>();
        foreach (var (i, (two, weight, probability)) in suggested.Index())
        {
            if (erased.Contains(two.Low) || erased.Contains(two.High)) continue;

            if (!there.TryGetValue(two, out var pair))
            {
                pair = new DuplicatePair
                {
                    Low = two.Low, High = two.High, Weight = weight, Probability = probability, Evidence = evidence[i], State = DuplicateState.Open,
                    Search = number, FoundAt = clock.GetUtcNow(),
                };
                db.Add(pair);
            }

            (pair.Weight, pair.Probability, pair.Evidence, pair.Search) = (weight, probability, evidence[i], number);
            pairs.Add(pair);
        }

        await db.SaveChangesAsync(cancellationToken);
        return pairs;
    }

    private Task DropAsync(int number, SettledPairs settled, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await MineAsync(db, number, token);
            await db.DuplicatePairs.Where(p => p.State == DuplicateState.Open && p.Search < number).ExecuteDeleteAsync(token);
            foreach (var gone in settled.Gone.Chunk(RowsAtOnce)) await db.DuplicatePairs.Where(p => gone.Contains(p.Id)).ExecuteDeleteAsync(token);
        },
        cancellationToken);

    /// <returns>How many were joined.</returns>
    private async Task<int> JoinAsync(
        JobContext run, LinkageResult result, List<Suggestion> suggested, SettledPairs settled, Dictionary<TwoPeople, long> ids, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(cancellationToken);
        if (!settings.Automatic) return 0;

        var clusters = result.Accept(settings.Threshold).Clusters.Select(c => (IReadOnlyList<long>)[.. c.Select(id => PersonOf(id).Value)]).ToList();
        var chosen = AutomaticPairs.Choose(suggested.Where(s => s.Probability >= settings.Threshold).Select(s => s.People), clusters, settled.Pairs);
        var joined = 0;
        foreach (var some in chosen.Where(ids.ContainsKey).Select(two => ids[two]).Chunk(JoinedAtOnce))
        {
            await run.AdvanceAsync(new JobProgress(Steps - 1, Steps), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var outcomes = await accept.HandleAsync(new AcceptDuplicates(some, By: null), cancellationToken);
            joined += outcomes.Count(o => o.Value == DuplicateOutcome.Done);
        }

        run.Log(string.Create(CultureInfo.InvariantCulture, $"{joined} pairs were joined automatically."));
        return joined;
    }

    private async Task EndAsync(JobContext run, int number, DuplicateFindings findings, CancellationToken cancellationToken)
    {
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{findings.Pairs} pairs were suggested."));
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await MineAsync(db, number, token);
                await run.AdvanceAsync(db, new JobProgress(Steps, Steps), token);
                await db.DuplicateSearches.ExecuteUpdateAsync(set => set.SetProperty(s => s.Findings, findings.ToJson()), token);
            },
            cancellationToken);
        run.Announce();
    }

    /// <summary>Holds the row until the write is committed, so that a newer search begins before or after it.</summary>
    private static async Task MineAsync(StudioDbContext db, int number, CancellationToken cancellationToken)
    {
        var mine = await db.DuplicateSearches.Where(s => s.Number == number).ExecuteUpdateAsync(set => set.SetProperty(s => s.Number, number), cancellationToken);
        if (mine == 0) throw new JobFailedException(DuplicateFailure.Overtaken);
    }

    private async Task<DuplicateSearch> SettingsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.DuplicateSearches.AsNoTracking().SingleAsync(cancellationToken);
    }
}
