using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <param name="Version">0 for those that nobody set.</param>
/// <param name="By">Null for those that nobody set.</param>
public sealed record IdentityRuleVersion(int Version, IdentityRules Rules, string? By, DateTimeOffset? At)
{
    public static IdentityRuleVersion BuiltIn { get; } = new(0, IdentityRules.BuiltIn, null, null);
}

/// <param name="Effect">Null until it is known.</param>
/// <param name="Error">Why it will not be known; null where nothing went wrong.</param>
public sealed record IdentityPreviewRow(
    long Id, IdentityRules Rules, int Against, string By, DateTimeOffset At, RuleEffect? Effect, JobRunId Job, JobState State, long EdgesRead, string? Error);

public sealed class IdentityRuleList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Of the jobs that find out what rules do.</summary>
    public const string PreviewKind = FindRuleEffect.Kind;

    private const int MostShown = 100;

    /// <summary>The newest first, which are those that hold; those that nobody set are the last.</summary>
    public Task<IReadOnlyList<IdentityRuleVersion>> VersionsAsync(CancellationToken cancellationToken) => NewestAsync(MostShown, cancellationToken);

    /// <summary>Those that hold.</summary>
    public async Task<IdentityRuleVersion> CurrentAsync(CancellationToken cancellationToken) => (await NewestAsync(1, cancellationToken))[0];

    private async Task<IReadOnlyList<IdentityRuleVersion>> NewestAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sets = await db.IdentityRuleSets.AsNoTracking().OrderByDescending(s => s.Version).Take(most).ToListAsync(cancellationToken);
        return [.. sets.Select(s => new IdentityRuleVersion(s.Version, IdentityRules.Read(s.Rules), s.By, s.At)), IdentityRuleVersion.BuiltIn];
    }

    /// <summary>Null when there is none of that number.</summary>
    public Task<IdentityPreviewRow?> PreviewAsync(long id, CancellationToken cancellationToken) => FirstAsync(previews => previews.Where(p => p.Id == id), cancellationToken);

    /// <summary>The one that was asked for last; null before the first.</summary>
    public Task<IdentityPreviewRow?> LastPreviewAsync(CancellationToken cancellationToken) => FirstAsync(previews => previews.OrderByDescending(p => p.Id), cancellationToken);

    private async Task<IdentityPreviewRow?> FirstAsync(Func<IQueryable<IdentityPreview>, IQueryable<IdentityPreview>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await which(db.IdentityPreviews.AsNoTracking()).FirstOrDefaultAsync(cancellationToken) is not { } preview) return null;

        // Old runs go, and their previews stay.
        var run = await db.JobRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == preview.Job, cancellationToken);
        return new IdentityPreviewRow(
            preview.Id,
            IdentityRules.Read(preview.Rules),
            preview.Against,
            preview.By,
            preview.At,
            preview.Effect is null ? null : RuleEffect.Read(preview.Effect),
            preview.Job,
            run?.State ?? JobState.Completed,
            run?.Done ?? 0,
            run?.Error);
    }
}
