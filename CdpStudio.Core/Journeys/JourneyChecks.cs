using System.Collections.Concurrent;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Journeys;

/// <summary>What is wrong with a definition in this workspace, as things are now.</summary>
public sealed class JourneyChecks(WorkspaceVocabulary vocabulary, IAudienceEngine engine)
{
    private const int MostKept = 1_000;

    // What the engine cannot evaluate it can't evaluate after the next edit either, and asking counts everybody.
    private readonly ConcurrentDictionary<string, RuleRemark?> _notYet = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<JourneyProblem>> ProblemsAsync(JourneyDefinition definition, CancellationToken cancellationToken)
    {
        var problems = JourneyValidation.Problems(definition, vocabulary).ToList();
        foreach (var branch in definition.Steps.OfType<JourneyStep.Branch>())
        {
            if (branch.Rule is null || problems.Exists(p => p.Step == branch.Id && p is { Field: "rule", Severity: ProblemSeverity.Error })) continue;
            if (await NotYetAsync(branch.Rule.ToJsonString(), cancellationToken) is { } remark)
                problems.Insert(0, new JourneyProblem(branch.Id, "rule", remark.Pointer, ProblemSeverity.Error, "RuleNotYet", remark.Detail));
        }

        return problems;
    }

    private async Task<RuleRemark?> NotYetAsync(string json, CancellationToken cancellationToken)
    {
        if (_notYet.TryGetValue(json, out var known)) return known;
        if (SavedRule.Read(json) is not { } rule) return null;

        try
        {
            await engine.CountAsync(new AudienceQuery(rule), cancellationToken);
            return Keep(json, null);
        }
        catch (RuleNotYetException e)
        {
            return Keep(json, new RuleRemark(e.Pointer, e.Message));
        }
        catch (UnknownSegmentException e)
        {
            // Deleted between the two looks; not kept, since it may come back.
            return new RuleRemark(e.Pointer, e.Message);
        }
    }

    private RuleRemark? Keep(string json, RuleRemark? remark)
    {
        if (_notYet.Count >= MostKept) _notYet.Clear();
        return _notYet[json] = remark;
    }
}
