using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Asks the engine for all numbers of a draft at once, so that no two of them contradict each other.</summary>
public sealed class LiveCounts(IAudienceEngine engine, WorkspaceVocabulary vocabulary, TimeProvider clock)
{
    private const int People = 10;
    private const int MaxFields = 4;

    public long Position => engine.Position;

    /// <param name="seed">Another one picks other people.</param>
    public async Task<LineCounts> AskAsync(RuleDraft draft, int seed, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<LineId, string>();
        var doubts = new Dictionary<LineId, string>();
        var rules = Readable(draft, refused, doubts);
        var whole = Whole(draft.Root, rules) ?? new Rule.Everyone();

        var steps = Steps(draft.Root, rules);
        var lines = rules.Keys.ToList();
        List<Rule> questions = [whole, .. steps.Select(s => s.Rule), .. lines.Select(l => rules[l])];
        var (answers, total, position) = await CountAsync(questions, cancellationToken);
        for (var i = 0; i < lines.Count; i++)
        {
            if (answers[1 + steps.Count + i] is { Refusal: { } reason }) refused.TryAdd(lines[i], reason);
        }

        var fields = Fields(whole);
        var people = answers[0].Count is null ? [] : await engine.SampleAsync(new AudienceQuery(whole), fields, People, seed, cancellationToken);
        return new LineCounts(
            answers[0].Count,
            total,
            position,
            clock.GetUtcNow(),
            Counted(lines, i => answers[1 + steps.Count + i].Count),
            Counted([.. steps.Select(s => s.Line)], i => answers[1 + i].Count),
            people,
            fields,
            refused,
            doubts);
    }

    private Dictionary<LineId, Rule> Readable(RuleDraft draft, Dictionary<LineId, string> refused, Dictionary<LineId, string> doubts)
    {
        var rules = new Dictionary<LineId, Rule>();
        foreach (var line in draft.Lines)
        {
            if (RuleDraft.WriteFinished(line) is not { } json) continue;

            switch (RuleReader.Read(json, vocabulary))
            {
                case RuleReading.Read read:
                    rules[line.Id] = read.Rule;
                    if (line is not DraftLine.Group && read.Warnings.Count > 0) doubts[line.Id] = read.Warnings[0].Detail;
                    break;
                case RuleReading.Refused { Refusal: var refusal } when line is not DraftLine.Group:
                    refused[line.Id] = refusal.Detail;
                    break;
            }
        }

        return rules;
    }

    /// <summary>Of a root of all, what is left after each line; of the other kinds, what is in so far, or nothing where order says nothing.</summary>
    private static List<(LineId Line, Rule Rule)> Steps(DraftLine.Group root, Dictionary<LineId, Rule> rules)
    {
        var steps = new List<(LineId, Rule)>();
        if (root.Kind == GroupKind.AtLeast) return steps;

        List<Rule> soFar = [];
        foreach (var line in root.Lines)
        {
            if (!rules.TryGetValue(line.Id, out var rule)) continue;

            soFar.Add(rule);
            steps.Add((line.Id, Together(root, [.. soFar])));
        }

        return steps;
    }

    private static Rule? Whole(DraftLine.Group root, Dictionary<LineId, Rule> rules)
    {
        List<Rule> finished = [.. root.Lines.Where(l => rules.ContainsKey(l.Id)).Select(l => rules[l.Id])];
        return finished.Count == 0 ? null : Together(root, finished);
    }

    private static Rule Together(DraftLine.Group group, IReadOnlyList<Rule> rules) => group.Kind switch
    {
        GroupKind.All => new Rule.All(rules),
        GroupKind.Any => new Rule.Any(rules),
        GroupKind.None => new Rule.Not(new Rule.Any(rules)),
        GroupKind.AtLeast => new Rule.AtLeast(Math.Clamp(group.Count, 1, rules.Count), rules),
        _ => throw new System.Diagnostics.UnreachableException(group.Kind.ToString()),
    };

    private async Task<(IReadOnlyList<Answer> Answers, long Total, long Position)> CountAsync(List<Rule> questions, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await engine.CountManyAsync(questions, asOf: null, cancellationToken);
            return ([.. counts.Counts.Select(c => new Answer(c, null))], counts.Total, counts.Position);
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            return await CountOneByOneAsync(questions, cancellationToken);
        }
    }

    // One line that can't be evaluated must not hide the numbers of the others.
    private async Task<(IReadOnlyList<Answer> Answers, long Total, long Position)> CountOneByOneAsync(
        List<Rule> questions, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        var everyone = await engine.CountAsync(new AudienceQuery(new Rule.Everyone()), cancellationToken);
        foreach (var question in questions)
        {
            try
            {
                answers.Add(new Answer((await engine.CountAsync(new AudienceQuery(question), cancellationToken)).Count, null));
            }
            catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
            {
                answers.Add(new Answer(null, e.Message));
            }
        }

        return (answers, everyone.Total, everyone.Position);
    }

    /// <summary>What the rule speaks of first, beside the name.</summary>
    private static IReadOnlyList<string> Fields(Rule whole) =>
        [.. ProfileName.Fields, .. whole.Nodes().Select(n => n.Rule).OfType<Rule.Attribute>().Select(a => a.Name).DistinctBy(StudioText.Key).Where(n => !ProfileName.Fields.Contains(n)).Take(MaxFields)];

    private static Dictionary<LineId, long> Counted(List<LineId> lines, Func<int, long?> countAt)
    {
        var counted = new Dictionary<LineId, long>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (countAt(i) is { } count) counted[lines[i]] = count;
        }

        return counted;
    }

    private sealed record Answer(long? Count, string? Refusal);
}
