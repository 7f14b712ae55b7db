using System.Diagnostics;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>What steps are called. The canvas makes the same names in the browser, from the same texts: <c>titles.ts</c>.</summary>
public sealed class StepWording(IStringLocalizer<CanvasTexts> texts, SegmentRules segments, WorkspaceVocabulary vocabulary, RuleSentence sentence)
{
    /// <summary>The step's own name, or one made from its settings.</summary>
    public string TitleOf(JourneyStep step) => step.Name.Trim() is { Length: > 0 } own ? own : Made(step);

    public string KindOf(JourneyStep step) => texts[$"Kind_{DefinitionWriter.KindOf(step)}"];

    /// <summary>Such as 'Split by rule', where a step is yet to be made.</summary>
    public string KindOf(string kind) => texts[$"Palette_{kind}"];

    public string OutcomeOf(string outcome) => outcome switch
    {
        Outcome.Yes => texts["Yes"],
        Outcome.No => texts["No"],
        _ => "",
    };

    /// <summary>Null while there is no rule that can be read.</summary>
    public string? SentenceOf(JourneyStep.Branch branch) =>
        branch.Rule is { } rule && RuleReader.Read(rule.ToJsonString(), vocabulary) is RuleReading.Read read ? sentence.Of(read.Rule) : null;

    /// <summary>The rules that can be read, by step.</summary>
    public IReadOnlyDictionary<string, string> SentencesOf(JourneyDefinition definition) =>
        definition.Steps.OfType<JourneyStep.Branch>().Select(b => (b.Id, Words: SentenceOf(b))).Where(b => b.Words is not null).ToDictionary(b => b.Id, b => b.Words!); // filtered just now

    public static Glyph GlyphOf(JourneyStep step) => step switch
    {
        JourneyStep.Entry => Glyphs.Segment,
        JourneyStep.Wait => Glyphs.Clock,
        JourneyStep.Branch => Glyphs.Branch,
        JourneyStep.Email => Glyphs.Mail,
        JourneyStep.Exit => Glyphs.Exit,
        _ => throw new UnreachableException(step.GetType().Name),
    };

    private string Made(JourneyStep step) => step switch
    {
        JourneyStep.Entry { Trigger: EntryTrigger.Segment { Key.Length: > 0 } into } => segments.NameOf(into.Key) ?? into.Key,
        JourneyStep.Entry { Trigger: EntryTrigger.Change { Attribute.Length: > 0 } on } => on.Attribute,
        JourneyStep.Entry { Trigger: EntryTrigger.Event { Name.Length: > 0 } on } => on.Name,
        JourneyStep.Entry => texts["EntryOpen"],
        JourneyStep.Wait wait => Duration.TryParse(wait.For, out var length) ? texts.Plural(length.Unit.ToString(), length.Amount) : texts["WaitOpen"],
        JourneyStep.Branch branch => SentenceOf(branch) ?? texts["BranchOpen"],
        JourneyStep.Email email => email.Content.Subject.Trim() is { Length: > 0 } subject ? subject : texts["EmailOpen"],
        JourneyStep.Exit => texts["ExitTitle"],
        _ => throw new UnreachableException(step.GetType().Name),
    };
}
