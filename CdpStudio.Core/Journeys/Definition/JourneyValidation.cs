using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>What is wrong with a definition: each step by itself, then the ways between them. What mails say is judged by <see cref="Messaging.Content.ContentCheck"/>.</summary>
public sealed class JourneyValidation
{
    /// <summary>A wait may last a year; longer ones are nearly always a slip.</summary>
    private static readonly Dictionary<DurationUnit, long> s_longestWait = new()
    {
        [DurationUnit.Seconds] = 366L * 24 * 60 * 60,
        [DurationUnit.Minutes] = 366L * 24 * 60,
        [DurationUnit.Hours] = 366L * 24,
        [DurationUnit.Days] = 366,
        [DurationUnit.Weeks] = 52,
        [DurationUnit.Months] = 12,
        [DurationUnit.Years] = 1,
    };

    private readonly List<JourneyProblem> _problems = [];
    private readonly JourneyDefinition _definition;
    private readonly IRuleVocabulary _vocabulary;

    private JourneyValidation(JourneyDefinition definition, IRuleVocabulary vocabulary)
    {
        _definition = definition;
        _vocabulary = vocabulary;
    }

    /// <summary>Errors first, then in the order of the steps.</summary>
    public static IReadOnlyList<JourneyProblem> Problems(JourneyDefinition definition, IRuleVocabulary vocabulary)
    {
        var validation = new JourneyValidation(definition, vocabulary);
        validation.Whole();
        foreach (var step in definition.Steps) validation.Step(step);
        validation._problems.AddRange(JourneyWays.Problems(definition));

        return [.. validation._problems.OrderByDescending(p => p.Severity)];
    }

    private void Whole()
    {
        if (_definition.Steps.Count > JourneyDefinition.MaxSteps) Error(null, "", "TooManySteps");

        var entries = _definition.Steps.OfType<JourneyStep.Entry>().ToList();
        if (entries.Count == 0) Error(null, "", "NoEntry");
        if (entries.Count < 2) return;

        foreach (var entry in entries) Error(entry.Id, "", "TwoEntries");
    }

    private void Step(JourneyStep step)
    {
        switch (step)
        {
            case JourneyStep.Entry entry: Entry(entry); break;
            case JourneyStep.Wait wait: Wait(wait); break;
            case JourneyStep.Branch branch: Branch(branch); break;
            case JourneyStep.Email or JourneyStep.Exit: break;
            default: throw new UnreachableException(step.GetType().Name);
        }

        foreach (var outcome in step.Outcomes.Where(o => _definition.Next(step.Id, o) is null)) Error(step.Id, $"outcome:{outcome}", "EdgeMissing");
    }

    private void Entry(JourneyStep.Entry entry)
    {
        if (entry.Unfinished is not null) Error(entry.Id, "where", "FilterUnfinished");

        switch (entry.Trigger)
        {
            case null:
                Error(entry.Id, "event", "EntryEmpty");
                break;
            case EntryTrigger.Event on when string.IsNullOrWhiteSpace(on.Name):
                Error(entry.Id, "event", "EventEmpty");
                break;
            case EntryTrigger.Event on:
                Event(entry, on);
                break;
            case EntryTrigger.Change on when string.IsNullOrWhiteSpace(on.Attribute):
                Error(entry.Id, "attribute", "AttributeEmpty");
                break;
            case EntryTrigger.Change on:
                Change(entry, on);
                break;
            case EntryTrigger.Segment into when string.IsNullOrWhiteSpace(into.Key):
                Error(entry.Id, "segment", "SegmentEmpty");
                break;
            case EntryTrigger.Segment into when !_vocabulary.HasSegment(into.Key):
                Error(entry.Id, "segment", "SegmentUnknown", argument: into.Key);
                break;
        }
    }

    private void Event(JourneyStep.Entry entry, EntryTrigger.Event on)
    {
        if (!_vocabulary.KnowsEvent(EventPattern.Of(on.Name))) Warning(entry.Id, "event", "EventUnknown", argument: on.Name);
        if (on.Where is null) return;

        switch (RuleReader.Read(EntryRule.Of(on), _vocabulary))
        {
            case RuleReading.Refused refused:
                Error(entry.Id, "where", "RuleRefused", Below(refused.Refusal.Pointer, "/where"), refused.Refusal.Detail);
                break;
            case RuleReading.Read read:
                foreach (var warning in read.Warnings.Where(w => w.Pointer.StartsWith("/where", StringComparison.Ordinal)))
                    Warning(entry.Id, "where", "RuleWarning", Below(warning.Pointer, "/where"), warning.Detail);
                break;
        }
    }

    private void Change(JourneyStep.Entry entry, EntryTrigger.Change on)
    {
        switch (RuleReader.Read(EntryRule.Of(on), _vocabulary))
        {
            case RuleReading.Refused refused:
                Error(entry.Id, EndOf(refused.Refusal.Pointer), "RuleRefused", refused.Refusal.Pointer, refused.Refusal.Detail);
                break;
            case RuleReading.Read { Warnings.Count: > 0 }:
                Warning(entry.Id, "attribute", "AttributeUnknown", argument: on.Attribute);
                break;
        }
    }

    private static string EndOf(string pointer) =>
        pointer.StartsWith("/from", StringComparison.Ordinal) ? "from" : pointer.StartsWith("/to", StringComparison.Ordinal) ? "to" : "attribute";

    private void Wait(JourneyStep.Wait wait)
    {
        if (wait.For.Length == 0) Error(wait.Id, "for", "WaitMissing");
        else if (!Duration.TryParse(wait.For, out var length)) Error(wait.Id, "for", "WaitUnreadable", argument: wait.For);
        else if (length.Amount > s_longestWait[length.Unit]) Error(wait.Id, "for", "WaitTooLong");
    }

    private void Branch(JourneyStep.Branch branch)
    {
        if (branch.Unfinished is not null) Error(branch.Id, "rule", "RuleUnfinished");
        else if (branch.Rule is null) Error(branch.Id, "rule", "RuleMissing");
        if (branch.Rule is null) return;

        switch (RuleReader.ReadToSave(branch.Rule.ToJsonString(), _vocabulary))
        {
            case RuleReading.Refused refused:
                Error(branch.Id, "rule", "RuleRefused", refused.Refusal.Pointer, refused.Refusal.Detail);
                break;
            case RuleReading.Read read:
                foreach (var warning in read.Warnings) Warning(branch.Id, "rule", "RuleWarning", warning.Pointer, warning.Detail);
                break;
        }
    }

    private static string Below(string pointer, string parent) =>
        pointer.StartsWith(parent, StringComparison.Ordinal) ? pointer[parent.Length..] : "";

    private void Error(string? step, string field, string key, string pointer = "", string argument = "") =>
        _problems.Add(new JourneyProblem(step, field, pointer, ProblemSeverity.Error, key, argument));

    private void Warning(string? step, string field, string key, string pointer = "", string argument = "") =>
        _problems.Add(new JourneyProblem(step, field, pointer, ProblemSeverity.Warning, key, argument));
}
