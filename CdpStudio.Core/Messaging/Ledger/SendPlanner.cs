using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Ledger;

/// <summary>A mail that somebody is to get.</summary>
/// <param name="OwnerId">The campaign's number, or the number of the run of a journey.</param>
/// <param name="Visit">Which step visit of the run; 0 for campaigns.</param>
/// <param name="About">What it is about.</param>
public sealed record SendRequest(long OwnerId, int Visit, ProfileId Profile, DateTimeOffset DueAt, ConsentPlace About);

/// <summary>
/// Writes sends into the ledger, each as planned or as skipped with its reason. What the ledger already has is left alone, so planning
/// again after a crash adds only what is missing. Mail goes to the first of the profile's <see cref="Mailboxes"/>.
/// </summary>
public sealed class SendPlanner(MailboxBook mailboxes, TimeProvider clock)
{
    /// <summary>What one transaction takes without making others wait.</summary>
    public const int MostAtOnce = 500;

    /// <summary>Adds to the transaction that is open; the caller's own writes commit with it or not at all.</summary>
    /// <param name="requests">At most <see cref="MostAtOnce"/>.</param>
    /// <returns>Rows that were added.</returns>
    /// <exception cref="DbUpdateException">Another planner of the same owner was faster: plan again in a new transaction.</exception>
    public async Task<int> PlanAsync(
        StudioDbContext db, SendOwner owner, IReadOnlyCollection<SendRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, MostAtOnce);
        var asked = requests.DistinctBy(r => (r.OwnerId, r.Visit, r.Profile)).Select(r => new Asked(r, mailboxes.Of(r.Profile))).ToList();
        var ledger = await LedgerPart.ReadAsync(db, owner, asked, cancellationToken);
        var consents = await ConsentBook.ReadAsync(
            db, Channel.Email, [.. asked.SelectMany(a => a.Hashes)], [.. asked.SelectMany(a => a.Numbers).Distinct()], cancellationToken);

        var rows = new List<Send>();
        foreach (var one in asked.Where(a => !ledger.Has(a)))
            rows.Add(Row(owner, one, ReasonToSkip(one, ledger, consents), clock.GetUtcNow().ToUnixTimeMilliseconds()));

        await db.BulkInsertAsync(rows, cancellationToken);
        return rows.Count;
    }

    /// <summary>Why a mail is skipped that somebody's no keeps back; see <see cref="ConsentBook.ClosedTo"/>.</summary>
    internal static SendReason ReasonOf(ConsentPlace closed) => closed.Topic.Length > 0 ? SendReason.TopicUnsubscribed : SendReason.Unsubscribed;

    private static SendReason? ReasonToSkip(Asked asked, LedgerPart ledger, ConsentBook consents) => asked switch
    {
        { Mailboxes: null } => SendReason.Gone,
        { Mailboxes.IsKnown: false } => SendReason.NoAddress,
        { Mailboxes.All: [] } => SendReason.InvalidAddress,
        _ when consents.ClosedTo(asked.Numbers, asked.Hashes, asked.Request.About) is { } closed => ReasonOf(closed),
        _ when !ledger.TryTake(asked.Request, asked.Mailbox!.Hash) => SendReason.SameMailbox, // the cases above leave one
        _ => null,
    };

    private static Send Row(SendOwner owner, Asked asked, SendReason? reason, long now)
    {
        var mailbox = reason is null or SendReason.SameMailbox or SendReason.Unsubscribed or SendReason.TopicUnsubscribed ? asked.Mailbox : null;
        return new Send
        {
            Owner = owner,
            OwnerId = asked.Request.OwnerId,
            Visit = asked.Request.Visit,
            Profile = asked.Request.Profile,
            Topic = asked.Request.About.Topic,
            Purpose = asked.Request.About.Purpose,
            Address = mailbox?.Address.Value,
            // A skipped row keeps no mailbox from anybody.
            AddressHash = reason is null ? mailbox?.Hash : null,
            State = reason is null ? SendState.Planned : SendState.Skipped,
            Reason = reason,
            DueAt = asked.Request.DueAt.ToUnixTimeMilliseconds(),
            ChangedAt = now,
        };
    }

    /// <summary>The person as known now; the ledger keeps the number under which they were asked for.</summary>
    private sealed record Asked(SendRequest Request, Mailboxes? Mailboxes)
    {
        public IReadOnlyList<ProfileId> Numbers { get; } = [.. (Mailboxes?.Numbers ?? []).Append(Request.Profile)];

        /// <summary>Where the mail would go.</summary>
        public Mailbox? Mailbox => Mailboxes is { All: [var first, ..] } ? first : null;

        public IReadOnlyList<string> Hashes { get; } = [.. Mailboxes?.Hashes ?? []];
    }

    /// <summary>Whom and which mailboxes the ledger already has, of those asked for.</summary>
    private sealed class LedgerPart(HashSet<(long, int, ProfileId)> profiles, HashSet<(long, int, string)> mailboxes)
    {
        public static async Task<LedgerPart> ReadAsync(
            StudioDbContext db, SendOwner owner, List<Asked> asked, CancellationToken cancellationToken)
        {
            var ids = asked.Select(a => a.Request.OwnerId).Distinct().ToList();
            var people = asked.SelectMany(a => a.Numbers).Distinct().ToList();
            var hashes = asked.Select(a => a.Mailbox?.Hash).OfType<string>().Distinct().ToList();
            var byProfile = await db.Sends.AsNoTracking()
                .Where(s => s.Owner == owner && ids.Contains(s.OwnerId) && people.Contains(s.Profile))
                .Select(s => new { s.OwnerId, s.Visit, s.Profile }).ToListAsync(cancellationToken);
            var byMailbox = await db.Sends.AsNoTracking()
                .Where(s => s.Owner == owner && ids.Contains(s.OwnerId) && hashes.Contains(s.AddressHash!))
                .Select(s => new { s.OwnerId, s.Visit, s.AddressHash }).ToListAsync(cancellationToken);
            return new LedgerPart(
                [.. byProfile.Select(s => (s.OwnerId, s.Visit, s.Profile))],
                [.. byMailbox.Select(s => (s.OwnerId, s.Visit, s.AddressHash!))]); // only rows with a hash were asked for
        }

        /// <summary>Also when the person was planned under a number that they had before a merge.</summary>
        public bool Has(Asked asked) => asked.Numbers.Any(number => profiles.Contains((asked.Request.OwnerId, asked.Request.Visit, number)));

        public bool TryTake(SendRequest request, string mailbox) => mailboxes.Add((request.OwnerId, request.Visit, mailbox));
    }
}
