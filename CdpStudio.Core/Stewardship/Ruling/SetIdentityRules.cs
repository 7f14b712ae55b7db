using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>The rules of a preview hold from now on.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record SetIdentityRules(long Preview, string By);

public abstract record SetIdentityRulesResult
{
    private SetIdentityRulesResult()
    {
    }

    /// <param name="Job">Done when everybody is served by them.</param>
    public sealed record Set(int Version, JobRunId Job) : SetIdentityRulesResult;

    public sealed record NotFound : SetIdentityRulesResult;

    /// <summary>What they do is not known yet.</summary>
    public sealed record NotReady : SetIdentityRulesResult;

    /// <summary>Others were set since it was previewed.</summary>
    public sealed record Overtaken : SetIdentityRulesResult;
}

public sealed partial class SetIdentityRulesHandler(
    IWriteQueue queue, JobQueue jobs, IdentityRulesWatch watch, TimeProvider clock, ILogger<SetIdentityRulesHandler> logger)
{
    public async Task<SetIdentityRulesResult> HandleAsync(SetIdentityRules command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        if (result is not SetIdentityRulesResult.Set set) return result;

        await watch.LoadAsync(cancellationToken);
        jobs.Announce(set.Job);
        LogSet(set.Version, command.Preview);
        return result;
    }

    private async Task<SetIdentityRulesResult> WriteAsync(StudioDbContext db, SetIdentityRules command, CancellationToken cancellationToken)
    {
        var preview = await db.IdentityPreviews.AsNoTracking().SingleOrDefaultAsync(p => p.Id == command.Preview, cancellationToken);
        if (preview is null) return new SetIdentityRulesResult.NotFound();
        if (preview.Effect is null) return new SetIdentityRulesResult.NotReady();
        if ((await db.IdentityRuleSets.MaxAsync(s => (int?)s.Version, cancellationToken) ?? 0) != preview.Against) return new SetIdentityRulesResult.Overtaken();

        var version = preview.Against + 1;
        db.Add(new IdentityRuleSet { Version = version, Rules = preview.Rules, By = command.By, At = clock.GetUtcNow() });
        return new SetIdentityRulesResult.Set(
            version, jobs.Add(db, new JobRequest(ServeIdentityRules.Kind, new ServeIdentityRules.Asked(Version: 1, version), RequestedBy: command.By)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Identity rules {Version} were set, as preview {Preview} showed")]
    private partial void LogSet(int version, long preview);
}
