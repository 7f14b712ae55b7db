using System.Globalization;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>Folds the log by the rules that hold and by those of a preview, and writes down the difference. Killed, it begins again.</summary>
internal sealed class FindRuleEffect(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IdentityFold fold) : IJob
{
    public const string Kind = "identity-preview";

    internal sealed record Asked(int Version);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var (preview, before) = await ReadAsync(run.Id, cancellationToken);
        var folded = await fold.ReadAsync(
            [before, IdentityRules.Read(preview.Rules)], read => run.AdvanceAsync(new JobProgress(read), cancellationToken), cancellationToken);
        var effect = RuleEffect.Of(folded.Graphs[0], folded.Graphs[1], folded.Highest, folded.UpTo);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{effect.Merging} profiles would merge, {effect.Splitting} would split."));
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(1, 1), token);
                await db.IdentityPreviews.Where(p => p.Id == preview.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Effect, effect.ToJson()), token);
            },
            cancellationToken);
        run.Announce();
    }

    private async Task<(IdentityPreview Preview, IdentityRules Before)> ReadAsync(JobRunId job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var preview = await db.IdentityPreviews.AsNoTracking().SingleAsync(p => p.Job == job, cancellationToken);
        var before = await db.IdentityRuleSets.Where(s => s.Version == preview.Against).Select(s => s.Rules).SingleOrDefaultAsync(cancellationToken);
        return (preview, before is null ? IdentityRules.BuiltIn : IdentityRules.Read(before));
    }
}
