using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Journeys;

/// <summary>Names of states and the like as programs read them: <c>InDoubt</c> is <c>inDoubt</c>.</summary>
internal static class Word
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>See the README beside this file.</summary>
internal sealed record DocumentAnswer(
    Guid Id, string Key, string Name, string State, int? LiveVersion, int Version, int PublishedDraft, JsonNode Definition,
    IReadOnlyList<ProblemAnswer> Problems, bool CanPublish, DateTimeOffset? Resting, StoppingAnswer? Stopping, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static DocumentAnswer Of(JourneyDocument document, ProblemWords words) => new(
        document.Journey.Id.Value,
        document.Journey.Key,
        document.Journey.Name,
        Word.Of(document.Journey.State),
        document.Journey.LiveVersion,
        document.Journey.DraftVersion,
        document.Journey.PublishedDraft,
        DefinitionAnswer.Of(document.Draft),
        ProblemAnswer.Of(document.Problems, words),
        document.CanPublish,
        document.Resting,
        document.Stopping is { } stopping ? new StoppingAnswer(stopping.Done, stopping.Total) : null,
        document.Journey.ChangedAt,
        document.Journey.ChangedBy);
}

/// <param name="Done">People who were taken out so far.</param>
internal sealed record StoppingAnswer(long Done, long? Total);

internal static class DefinitionAnswer
{
    public static JsonNode Of(JourneyDefinition definition) => Parse(DefinitionWriter.Write(definition));

    public static JsonNode Of(IReadOnlyList<JourneyEdit> edits) => Parse(EditJson.Write(edits));

    private static JsonNode Parse(string json) => DeepJson.ParseNode(json)!; // an object or a list
}

/// <param name="Text">In the reader's language.</param>
internal sealed record ProblemAnswer(string? Step, string Field, string Pointer, string Severity, string Key, string Text)
{
    public static IReadOnlyList<ProblemAnswer> Of(IReadOnlyList<JourneyProblem> problems, ProblemWords words) =>
        [.. problems.Select(p => new ProblemAnswer(p.Step, p.Field, p.Pointer, Word.Of(p.Severity), p.Key, words.Of(p)))];
}

/// <param name="Undo">Takes the edits back, exactly.</param>
internal sealed record PatchAnswer(int Version, JsonNode Definition, IReadOnlyList<ProblemAnswer> Problems, JsonNode Undo)
{
    public static PatchAnswer Of(SaveDraftResult.Saved saved, ProblemWords words) => new(
        saved.Version, DefinitionAnswer.Of(saved.Draft), ProblemAnswer.Of(saved.Problems, words), DefinitionAnswer.Of(saved.Undo));
}

internal sealed record NumbersAnswer(
    int? Version, IReadOnlyList<VersionCount> Versions, int Entered, int Inside, int Completed, int Exited, IReadOnlyList<StepCounts> Steps)
{
    public static NumbersAnswer Of(JourneyCounts counts) => new(
        counts.Version, counts.Versions, counts.Walks.Entered, counts.Walks.Inside, counts.Walks.Completed, counts.Walks.Exited, counts.Steps);
}

/// <param name="Reason">Of those behind a count of mails: why it was skipped or failed.</param>
internal sealed record PersonAnswer(
    long Profile, string? Name, long Run, int Entry, int Visit, DateTimeOffset CameAt, DateTimeOffset? LeftAt, string? Outcome, string? Reason)
{
    public static PersonAnswer Of(JourneyPerson person) => new(
        person.Profile.Value, person.Name, person.Run, person.Entry, person.Visit, person.CameAt, person.LeftAt, person.Outcome,
        person.Mail is { } reason ? Word.Of(reason) : null);
}

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record PeopleAnswer(IReadOnlyList<PersonAnswer> Items, string? Next);

internal sealed record WalkAnswer(
    long Profile, string Name, DecisionAnswer? Enters, IReadOnlyList<VisitAnswer> Visits, string End, string? Problem)
{
    public static WalkAnswer Of(SimulatedWalk walk, ConditionWords words) => new(
        walk.Profile.Id.Value,
        ProfileName.Of(walk.Profile),
        DecisionAnswer.Of(walk.Enters, words),
        [.. walk.Visits.Select(v => VisitAnswer.Of(v, words))],
        Word.Of(walk.End),
        walk.Problem);
}

internal sealed record VisitAnswer(
    int Visit, string Step, DateTimeOffset CameAt, DateTimeOffset? LeftAt, string? Outcome, DecisionAnswer? Decision, MailAnswer? Mail)
{
    public static VisitAnswer Of(SimulatedVisit visit, ConditionWords words) => new(
        visit.Visit, visit.Step.Id, visit.CameAt, visit.LeftAt, visit.Outcome, DecisionAnswer.Of(visit.Decision, words), MailAnswer.Of(visit.Mail));
}

/// <param name="Conditions">Each condition of the rule, in its order.</param>
internal sealed record DecisionAnswer(bool Holds, IReadOnlyList<ConditionInWords> Conditions)
{
    public static DecisionAnswer? Of(PathDecision? decision, ConditionWords words) =>
        decision is null ? null : new(decision.Explanation.Holds, words.Of(decision.Rule, decision.Explanation));
}

/// <param name="Skipped">Why it would not be sent as things are now; null when it would.</param>
/// <param name="Missing">The attribute without a value that keeps the mail from being made.</param>
internal sealed record MailAnswer(string? To, string? Skipped, string? Missing, string? Subject, string? Html, string? Text)
{
    public static MailAnswer? Of(SimulatedMail? mail) => mail is null
        ? null
        : new(mail.To, mail.Skipped is { } reason ? Word.Of(reason) : null, mail.Missing, mail.Mail?.Subject, mail.Mail?.Html, mail.Mail?.Text);
}
