using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Which count of <see cref="JourneyCounts"/> the people are behind.</summary>
public abstract record PeopleGroup
{
    private PeopleGroup()
    {
    }

    /// <param name="State">Null for everybody who entered.</param>
    public sealed record OfJourney(JourneyRunState? State) : PeopleGroup;

    public sealed record Came(string Step) : PeopleGroup;

    public sealed record Waiting(string Step) : PeopleGroup;

    /// <param name="Outcome">Null for all.</param>
    public sealed record Left(string Step, string? Outcome) : PeopleGroup;

    public sealed record Mailed(string Step, MailGroup Mail) : PeopleGroup;
}

/// <param name="Name">Null when the profile is gone.</param>
/// <param name="Visit">Of the step asked about; of the journey as a whole, where the person stands or ended.</param>
/// <param name="Mail">Of those behind a count of mails: why it was skipped or failed, if there is a reason.</param>
public sealed record JourneyPerson(
    ProfileId Profile, string? Name, long Run, int Entry, int Visit, DateTimeOffset CameAt, DateTimeOffset? LeftAt, string? Outcome, SendReason? Mail);

/// <param name="Run">With <paramref name="Visit"/> the last of the page before.</param>
public sealed record PeopleCursor(long Run, int Visit);

public sealed class JourneyPeople(IDbContextFactory<StudioDbContext> contexts, SeenPeople people)
{
    /// <summary>In the order in which they entered. Null when there is no such journey.</summary>
    /// <param name="version">Null for all.</param>
    public async Task<IReadOnlyList<JourneyPerson>?> FindAsync(
        JourneyId id, PeopleGroup group, int? version, PeopleCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken) is not { } journey) return null;

        var passages = Passages(db, journey.Number, group).Where(p => version == null || p.Version == version);
        if (after is not null) passages = passages.Where(p => p.Run > after.Run || (p.Run == after.Run && p.Visit > after.Visit));

        var sends = db.Sends.Where(s => s.Owner == SendOwner.JourneyStep);
        var page = await passages
            .OrderBy(p => p.Run).ThenBy(p => p.Visit)
            .Take(limit)
            .Join(db.JourneyRuns, p => p.Run, r => r.Id, (p, r) => new
            {
                p.Profile, p.Run, r.Entry, p.Visit, p.CameAt, p.LeftAt, p.Outcome,
                Mail = sends.Where(s => s.OwnerId == p.Run && s.Visit == p.Visit).Select(s => s.Reason).FirstOrDefault(),
            })
            .OrderBy(p => p.Run).ThenBy(p => p.Visit)
            .ToListAsync(cancellationToken);
        return page.ConvertAll(p => new JourneyPerson(
            p.Profile, NameOf(p.Profile), p.Run, p.Entry, p.Visit, Moment(p.CameAt), p.LeftAt is { } left ? Moment(left) : null, p.Outcome, p.Mail));
    }

    private static IQueryable<JourneyPassage> Passages(StudioDbContext db, JourneyNumber journey, PeopleGroup group)
    {
        var passages = db.JourneyPassages.AsNoTracking().Where(p => p.Journey == journey);
        switch (group)
        {
            case PeopleGroup.OfJourney of:
                // Where they stand: the run's present visit.
                var runs = db.JourneyRuns.Where(r => r.Journey == journey && (of.State == null || r.State == of.State));
                return passages.Where(p => runs.Any(r => r.Id == p.Run && r.Visit == p.Visit));
            case PeopleGroup.Came came:
                return passages.Where(p => p.Step == came.Step);
            case PeopleGroup.Waiting waiting:
                return passages.Where(p => p.Step == waiting.Step && p.Outcome == null);
            case PeopleGroup.Left left:
                return passages.Where(p => p.Step == left.Step && p.Outcome != null && (left.Outcome == null || p.Outcome == left.Outcome));
            case PeopleGroup.Mailed mailed:
                var states = MailGroups.States(mailed.Mail);
                var sends = db.Sends.Where(s => s.Owner == SendOwner.JourneyStep && states.Contains(s.State));
                return passages.Where(p => p.Step == mailed.Step && sends.Any(s => s.OwnerId == p.Run && s.Visit == p.Visit));
            default:
                throw new System.Diagnostics.UnreachableException(group.GetType().Name);
        }
    }

    private string? NameOf(ProfileId profile) => people.Read(profile) is { } record ? ProfileName.Of(record) : null;

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
