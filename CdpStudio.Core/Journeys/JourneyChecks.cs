using System.Collections.Concurrent;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Journeys;

/// <summary>What is wrong with a definition in this workspace, as things are now.</summary>
public sealed class JourneyChecks(WorkspaceVocabulary vocabulary, IAudienceEngine engine, ContentCheck mails)
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
                problems.Add(new JourneyProblem(branch.Id, "rule", remark.Pointer, ProblemSeverity.Error, "RuleNotYet", remark.Detail));
        }

        problems.AddRange(definition.Steps.OfType<JourneyStep.Email>().SelectMany(email => mails.Of(email.Content).Select(found => Problem(email, found))));
        return [.. problems.OrderByDescending(p => p.Severity)];
    }

    private static JourneyProblem Problem(JourneyStep.Email email, ContentProblem found) => new(
        email.Id,
        "content",
        found.Part == ContentPart.Message ? "" : "/" + JsonNamingPolicy.CamelCase.ConvertName(found.Part.ToString()),
        found.Blocks ? ProblemSeverity.Error : ProblemSeverity.Warning,
        "Mail" + found.Kind,
        found.About ?? "");

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
        catch (UnknownSetException e)
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
