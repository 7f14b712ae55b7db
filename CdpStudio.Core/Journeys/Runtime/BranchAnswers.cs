using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Answers branches by the audience engine, one person at a time, and walks with the answers.</summary>
internal sealed class BranchAnswers(IAudienceEngine engine, IAudienceCatalogue catalogue)
{
    public WorkspaceZone Zone => WorkspaceZone.TryFind(catalogue.Current.TimeZone, out var zone) ? zone : WorkspaceZone.Utc;

    /// <param name="rules">The rule of a branch; null when it cannot be read.</param>
    public async Task<AdvanceResult> AdvanceAsync(
        JourneyDefinition definition, Func<string, Rule?> rules, ProfileId profile, RunState state, long now, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<int, BranchAnswer>();
        var zone = Zone;
        while (true)
        {
            var result = Advance.Next(definition, state, now, answers, zone);
            if (result.Question is not { } question) return result;

            answers[question.Visit] = await AskAsync(rules(question.Step), profile, question.At, cancellationToken);
        }
    }

    private async Task<BranchAnswer> AskAsync(Rule? rule, ProfileId profile, long at, CancellationToken cancellationToken)
    {
        if (rule is null) return new BranchAnswer.NotNow("The rule cannot be read.");

        try
        {
            var query = new AudienceQuery(rule, DateTimeOffset.FromUnixTimeMilliseconds(at));
            return await engine.ExplainAsync(query, profile, cancellationToken) is { } explanation
                ? new BranchAnswer.Decided(explanation.Holds, explanation)
                : new BranchAnswer.Gone();
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            return new BranchAnswer.NotNow(e.Message);
        }
    }
}
