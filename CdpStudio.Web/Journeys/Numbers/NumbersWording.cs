using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Numbers;

/// <summary>A count of a step, and the people behind it.</summary>
/// <param name="Group">As in the address: <c>came waiting left planned sent skipped failed inDoubt</c>.</param>
/// <param name="Outcome">Of those who left by one.</param>
public sealed record StepFigure(string Word, long Count, string Group, string? Outcome = null);

/// <summary>Counts as they stand on cards, rows and in the panel: worded, and in the reader's formats.</summary>
public sealed class NumbersWording(IStringLocalizer<JourneyTexts> texts, ViewCulture view)
{
    public CanvasNumbers Of(JourneyCounts counts, JourneyDefinition definition) => new(
        counts.Steps.ToDictionary(s => s.Step, IReadOnlyList<CanvasFigure> (s) => [.. Short(s, definition.Find(s.Step)).Select(f => new CanvasFigure(Written(f.Count), f.Word))]),
        counts.Steps
            .Where(s => definition.Find(s.Step) is JourneyStep.Branch)
            .SelectMany(s => s.Left.Select(l => (Key: $"{s.Step} {l.Outcome}", l.Count)))
            .ToDictionary(w => w.Key, w => Written(w.Count)),
        [.. counts.Steps.Select(s => s.Step)]);

    /// <summary>Everything that is counted at a step.</summary>
    public IReadOnlyList<StepFigure> All(StepCounts counts, JourneyStep step) =>
    [
        new(texts["Came"], counts.Came, "came"),
        .. step is JourneyStep.Wait || counts.Waiting > 0 ? [new StepFigure(texts["WaitingNow"], counts.Waiting, "waiting")] : Array.Empty<StepFigure>(),
        .. counts.Left.Where(l => step.Outcomes.Count > 1 || l.Outcome == Outcome.Stopped).Select(l => new StepFigure(WordOf(l.Outcome), l.Count, "left", l.Outcome)),
        .. MailsOf(counts),
    ];

    // A card has room for three.
    private IEnumerable<StepFigure> Short(StepCounts counts, JourneyStep? step) => step switch
    {
        JourneyStep.Exit => [new(texts["FigureEnded"], counts.Came, "came")],
        JourneyStep.Email => [new(texts["FigureIn"], counts.Came, "came"), .. ShortMails(counts)],
        _ when counts.Waiting > 0 => [new(texts["FigureIn"], counts.Came, "came"), new(texts["FigureWaiting"], counts.Waiting, "waiting")],
        _ => [new(texts["FigureIn"], counts.Came, "came")],
    };

    private IEnumerable<StepFigure> ShortMails(StepCounts counts)
    {
        if (counts.Mails is not { } mails) yield break;

        yield return new StepFigure(texts["FigureSent"], mails.Sent, "sent");
        if (mails.Failed > 0) yield return new StepFigure(texts["FigureFailed"], mails.Failed, "failed");
        else if (mails.Skipped > 0) yield return new StepFigure(texts["FigureSkipped"], mails.Skipped, "skipped");
    }

    private IEnumerable<StepFigure> MailsOf(StepCounts counts)
    {
        if (counts.Mails is not { } mails) yield break;

        yield return new StepFigure(texts["MailPlanned"], mails.Planned, "planned");
        yield return new StepFigure(texts["MailSent"], mails.Sent, "sent");
        yield return new StepFigure(texts["MailSkipped"], mails.Skipped, "skipped");
        yield return new StepFigure(texts["MailFailed"], mails.Failed, "failed");
        yield return new StepFigure(texts["MailInDoubt"], mails.InDoubt, "inDoubt");
    }

    private string WordOf(string outcome) => outcome switch
    {
        Outcome.Yes => texts["LeftYes"],
        Outcome.No => texts["LeftNo"],
        Outcome.Gone => texts["LeftGone"],
        Outcome.Stopped => texts["LeftStopped"],
        _ => texts["LeftOn"],
    };

    private string Written(long count) => count.ToString("N0", view.Formats);
}
