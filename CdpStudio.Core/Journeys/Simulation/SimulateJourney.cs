using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Journeys.Simulation;

/// <summary>Walks one person through a definition on a clock of its own. Nothing is sent and nothing is written.</summary>
/// <param name="Start">Null starts now.</param>
/// <param name="From">A step to begin at; null begins at the entry.</param>
public sealed record SimulateJourney(ProfileId Profile, JourneyDefinition Definition, DateTimeOffset? Start = null, string? From = null);

public abstract record SimulateJourneyResult
{
    private SimulateJourneyResult()
    {
    }

    public sealed record Walked(SimulatedWalk Walk) : SimulateJourneyResult;

    public sealed record NoSuchProfile : SimulateJourneyResult;

    /// <summary>There is no entry, or no step of that id.</summary>
    public sealed record NoStart : SimulateJourneyResult;
}

public enum WalkEnd
{
    /// <summary>An exit was reached.</summary>
    Completed,

    /// <summary>A loose end.</summary>
    Exited,

    /// <summary>It goes on and on; here it was cut.</summary>
    Waiting,

    /// <summary>A step that cannot be walked yet: see <see cref="SimulatedWalk.Problem"/>.</summary>
    Refused,
}

/// <param name="Enters">Whether the entry would let this person in; null when it asks for nothing yet or the walk began elsewhere.</param>
/// <param name="Problem">English words; null unless it was refused.</param>
public sealed record SimulatedWalk(
    ProfileRecord Profile, PathDecision? Enters, IReadOnlyList<SimulatedVisit> Visits, WalkEnd End, string? Problem);

/// <param name="LeftAt">By the simulation's clock.</param>
public sealed record SimulatedVisit(
    int Visit, JourneyStep Step, DateTimeOffset CameAt, DateTimeOffset? LeftAt, string? Outcome, PathDecision? Decision, SimulatedMail? Mail);

/// <param name="To">Null when there is no valid address.</param>
/// <param name="Skipped">Why it would not be sent as things are now; null when it would.</param>
/// <param name="Missing">The attribute without a value that keeps the mail from being made.</param>
/// <param name="Mail">As it would look; null when it cannot be made.</param>
public sealed record SimulatedMail(string? To, SendReason? Skipped, string? Missing, RenderedMail? Mail);

public sealed class SimulateJourneyHandler
{
    private const int MostVisits = 200;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3 * 366);

    private readonly BranchAnswers _branches;
    private readonly IAudienceEngine _engine;
    private readonly IProfileDirectory _directory;
    private readonly MailPreview _previews;
    private readonly MailboxBook _mailboxes;
    private readonly ProfileConsents _consents;
    private readonly SeenPeople _people;
    private readonly TimeProvider _clock;

    internal SimulateJourneyHandler(
        BranchAnswers branches, IAudienceEngine engine, IProfileDirectory directory, MailPreview previews, MailboxBook mailboxes, ProfileConsents consents,
        SeenPeople people, TimeProvider clock)
    {
        (_branches, _engine, _directory, _previews) = (branches, engine, directory, previews);
        (_mailboxes, _consents, _people, _clock) = (mailboxes, consents, people, clock);
    }

    public async Task<SimulateJourneyResult> HandleAsync(SimulateJourney command, CancellationToken cancellationToken)
    {
        if (_directory.Read(command.Profile) is not { } profile) return new SimulateJourneyResult.NoSuchProfile();

        var definition = command.Definition;
        var begin = command.From is null ? definition.Steps.OfType<JourneyStep.Entry>().FirstOrDefault() : definition.Find(command.From);
        if (begin is null) return new SimulateJourneyResult.NoStart();

        var start = (command.Start ?? _clock.GetUtcNow()).ToUnixTimeMilliseconds();
        var rules = definition.Steps.OfType<JourneyStep.Branch>().ToDictionary(b => b.Id, b => b.Rule is null ? null : SavedRule.Read(b.Rule.ToJsonString()));
        var (visits, end, problem) = await WalkAsync(definition, rules, profile.Id, begin.Id, start, cancellationToken);

        var shown = new List<SimulatedVisit>();
        foreach (var visit in visits) shown.Add(await ShowAsync(definition.Find(visit.Step)!, visit, rules, profile, cancellationToken)); // walked through, so there
        var enters = begin is JourneyStep.Entry entry ? await EntersAsync(entry, profile.Id, start, cancellationToken) : null;
        return new SimulateJourneyResult.Walked(new SimulatedWalk(_people.Read(profile.Id) ?? profile, enters, shown, end, problem));
    }

    /// <summary>The same <see cref="Advance"/> as in life; only the clock jumps to when the walk is due.</summary>
    private async Task<(List<StepVisit> Visits, WalkEnd End, string? Problem)> WalkAsync(
        JourneyDefinition definition, Dictionary<string, Rule?> rules, ProfileId profile, string begin, long start, CancellationToken cancellationToken)
    {
        var result = Advance.Enter(definition, begin, start, _branches.Zone);
        var visits = result.Visits.ToList();
        var clock = start;
        while (result.State is { State: JourneyRunState.Active, DueAt: { } due })
        {
            if (result.NotNow is not null) return (visits, WalkEnd.Refused, result.NotNow);

            clock = Math.Max(clock, due);
            if (visits.Count >= MostVisits || clock - start > s_longest.TotalMilliseconds) return (visits, WalkEnd.Waiting, null);

            result = await _branches.AdvanceAsync(definition, rules.GetValueOrDefault, profile, result.State, clock, cancellationToken);
            visits.RemoveAt(visits.Count - 1);
            visits.AddRange(result.Visits);
        }

        return (visits, result.State.State == JourneyRunState.Completed ? WalkEnd.Completed : WalkEnd.Exited, null);
    }

    private async Task<SimulatedVisit> ShowAsync(
        JourneyStep step, StepVisit visit, Dictionary<string, Rule?> rules, ProfileRecord profile, CancellationToken cancellationToken) => new(
        visit.Visit,
        step,
        Moment(visit.CameAt),
        visit.LeftAt is { } left ? Moment(left) : null,
        visit.Outcome,
        visit.Decision is { } decided && rules[step.Id] is { } rule ? new PathDecision(rule, _people.Shown(decided.Explanation, rule, profile.Id)) : null,
        step is JourneyStep.Email email ? await MailAsync(email.Content, profile, cancellationToken) : null);

    private async Task<SimulatedMail> MailAsync(MessageContent content, ProfileRecord profile, CancellationToken cancellationToken)
    {
        var mailboxes = _mailboxes.Of(profile);
        var rendering = await _previews.OfAsync(content, profile.Id, cancellationToken);
        var consent = await _consents.ClosedToAsync(profile, content.About, cancellationToken);
        SendReason? skipped = mailboxes switch
        {
            { IsKnown: false } => SendReason.NoAddress,
            { All.Count: 0 } => SendReason.InvalidAddress,
            _ when consent is { } closed => SendPlanner.ReasonOf(closed),
            _ when rendering is not MailRendering.Rendered => SendReason.NotRendered,
            _ => null,
        };
        return new SimulatedMail(
            mailboxes.All.Count == 0 ? null : Shown(mailboxes.All[0].Address.Value, profile.Id),
            skipped,
            (rendering as MailRendering.Incomplete)?.Attribute,
            (rendering as MailRendering.Rendered)?.Mail);
    }

    private async Task<PathDecision?> EntersAsync(JourneyStep.Entry entry, ProfileId profile, long start, CancellationToken cancellationToken)
    {
        var rule = entry.Trigger switch
        {
            EntryTrigger.Event { Name.Length: > 0 } on => SavedRule.Read(EntryRule.Of(on)),
            EntryTrigger.Change { Attribute.Length: > 0 } on => SavedRule.Read(EntryRule.Of(on)),
            EntryTrigger.Segment { Key.Length: > 0 } into => new Rule.Segment(into.Key),
            _ => null,
        };
        if (rule is null) return null;

        try
        {
            return await _engine.ExplainAsync(new AudienceQuery(rule, Moment(start)), profile, cancellationToken) is { } explanation
                ? new PathDecision(rule, _people.Shown(explanation, rule, profile))
                : null;
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            // The draft's problems say it.
            return null;
        }
    }

    private string Shown(string address, ProfileId profile) => _people.MaskOf(profile)?.Text(address) ?? address;

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
