using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

public sealed record JourneyTemplate(string Name, string Title, string Text);

/// <summary>
/// Journeys to begin with. What only this workspace knows, who comes in and what decides, is left open: the draft's problems lead there.
/// </summary>
public sealed class JourneyTemplates(IStringLocalizer<JourneyTexts> texts)
{
    public const string Empty = "empty";
    public const string Welcome = "welcome";
    public const string WinBack = "winBack";

    public IReadOnlyList<JourneyTemplate> All { get; } =
    [
        new(Empty, texts["TemplateEmpty"], texts["TemplateEmptyText"]),
        new(Welcome, texts["TemplateWelcome"], texts["TemplateWelcomeText"]),
        new(WinBack, texts["TemplateWinBack"], texts["TemplateWinBackText"]),
    ];

    /// <summary>Null where the product's own beginning is drawn.</summary>
    public JourneyDefinition? Draw(string name) => name switch
    {
        Welcome => JourneyDefinition.Of(
            [Entry(EntryAgain.Never), Mail("hello", "WelcomeMail"), Wait("pause", "3d"), Branch("bought", "WelcomeBranch"), Mail("nudge", "WelcomeNudge"), Exit()],
            [Edge("entry", "hello"), Edge("hello", "pause"), Edge("pause", "bought"), Edge("bought", "exit", Outcome.Yes), Edge("bought", "nudge", Outcome.No), Edge("nudge", "exit")]),
        WinBack => JourneyDefinition.Of(
            [Entry(EntryAgain.AfterExit), Mail("missed", "WinBackMail"), Wait("week", "7d"), Branch("back", "WinBackBranch"), Mail("last", "WinBackLast"), Exit()],
            [Edge("entry", "missed"), Edge("missed", "week"), Edge("week", "back"), Edge("back", "exit", Outcome.Yes), Edge("back", "last", Outcome.No), Edge("last", "exit")]),
        _ => null,
    };

    private static JourneyStep.Entry Entry(EntryAgain again) => new("entry", "", null, null, Trigger: null, again);

    private static JourneyStep.Wait Wait(string id, string length) => new(id, "", null, null, length);

    private static JourneyStep.Exit Exit() => new("exit", "", null, null);

    private JourneyStep.Branch Branch(string id, string name) => new(id, texts[name], null, null, Rule: null);

    private JourneyStep.Email Mail(string id, string name) =>
        new(id, "", null, null, MessageContent.Empty with { Subject = texts[name], Text = texts[$"{name}Text"] });

    private static JourneyEdge Edge(string from, string to, string outcome = Outcome.Next) => new(from, outcome, to);
}
