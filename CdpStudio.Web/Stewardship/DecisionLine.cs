using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship;

namespace CdpStudio.Web.Stewardship;

/// <summary>Somebody whom a decision is about, as they are now.</summary>
public sealed record DecidedPerson(ProfileId Profile, string Name)
{
    public string Address => string.Create(CultureInfo.InvariantCulture, $"/profiles/{Profile.Value}");
}

/// <summary>A decision as the page of all of them lists it.</summary>
/// <param name="By">Null when the product decided.</param>
/// <param name="People">Those to whom its identifiers belong now; empty when all are gone.</param>
/// <param name="UndoneAt">Of a pair, when it was decided last says it.</param>
/// <param name="Permission">That undoing it asks for.</param>
public sealed record DecisionLine(
    DecisionPlace Place,
    DecisionKind Kind,
    IReadOnlyList<DecidedPerson> People,
    bool Never,
    string? By,
    DateTimeOffset At,
    bool IsUndone,
    string? UndoneBy,
    DateTimeOffset? UndoneAt,
    string Permission)
{
    public string Name => People.Count == 0 ? Place.Id.ToString(CultureInfo.InvariantCulture) : string.Join(", ", People.Select(p => p.Name));

    public static DecisionLine Of(DecisionEntry entry, SeenPeople people) => entry switch
    {
        DecisionEntry.Steward { Row: var row } => new(
            entry.Place, KindOf(row.Kind),
            PeopleOf(row.A.Concat(row.B).Select(people.Find).OfType<ProfileId>(), people), row.Never, row.By, row.At, row.UndoneAt is not null, row.UndoneBy,
            row.UndoneAt, Core.Governance.Access.Permission.ManageIdentity),
        DecisionEntry.Duplicate { Pair: var pair } => new(
            entry.Place, DecisionKind.Duplicate, PeopleOf([pair.Low, pair.High], people), Never: false, pair.By, entry.At, pair.State == DuplicateState.Undone,
            UndoneBy: null, UndoneAt: null, Core.Governance.Access.Permission.ReviewDuplicates),
        _ => throw new UnreachableException(entry.GetType().Name),
    };

    private static DecisionKind KindOf(StewardDecisionKind kind) => kind switch
    {
        StewardDecisionKind.Joined => DecisionKind.Joined,
        StewardDecisionKind.TookApart => DecisionKind.TookApart,
        StewardDecisionKind.KeptApart => DecisionKind.KeptApart,
        _ => throw new UnreachableException(kind.ToString()),
    };

    private static List<DecidedPerson> PeopleOf(IEnumerable<ProfileId> profiles, SeenPeople people) =>
        [.. profiles.Distinct().Select(people.Read).OfType<Core.Audience.ProfileRecord>().DistinctBy(p => p.Id).Select(p => new DecidedPerson(p.Id, ProfileName.Of(p)))];
}
