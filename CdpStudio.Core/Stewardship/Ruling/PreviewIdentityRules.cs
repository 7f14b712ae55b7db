using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>Has it found out, in the background, what other rules would do.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record PreviewIdentityRules(IReadOnlyList<NamespaceRule> Namespaces, string By);

public abstract record PreviewIdentityRulesResult
{
    private PreviewIdentityRulesResult()
    {
    }

    public sealed record Started(long Preview, JobRunId Job) : PreviewIdentityRulesResult;

    public sealed record Refused(RuleProblem Problem) : PreviewIdentityRulesResult;
}

public sealed class PreviewIdentityRulesHandler(IWriteQueue queue, JobQueue jobs, TimeProvider clock)
{
    public async Task<PreviewIdentityRulesResult> HandleAsync(PreviewIdentityRules command, CancellationToken cancellationToken)
    {
        if (RuleProblem.Of(command.Namespaces) is { } problem) return new PreviewIdentityRulesResult.Refused(problem);

        var preview = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var added = new IdentityPreview
                {
                    Rules = new IdentityRules(command.Namespaces).Text,
                    Against = await db.IdentityRuleSets.MaxAsync(s => (int?)s.Version, token) ?? 0,
                    By = command.By,
                    At = clock.GetUtcNow(),
                    Job = jobs.Add(db, new JobRequest(FindRuleEffect.Kind, new FindRuleEffect.Asked(Version: 1), RequestedBy: command.By)),
                };
                db.Add(added);
                // Saved for its number.
                await db.SaveChangesAsync(token);
                return added;
            },
            cancellationToken);
        jobs.Announce(preview.Job);
        return new PreviewIdentityRulesResult.Started(preview.Id, preview.Job);
    }
}
