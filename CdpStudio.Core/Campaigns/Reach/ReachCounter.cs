using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns.Reach;

/// <summary>
/// Asks of everybody in an audience what <see cref="SendPlanner"/> would decide, in the planner's order, and writes nothing. So the
/// numbers before a campaign are those of its ledger, but for what changes in between.
/// </summary>
public sealed class ReachCounter(
    IDbContextFactory<StudioDbContext> contexts, IAudienceEngine engine, MailboxBook mailboxes, TimeProvider clock)
{
    /// <param name="mail">What the mail is about.</param>
    /// <param name="done">Told how many were looked at, once in a while.</param>
    public async Task<CampaignReach> CountAsync(CampaignRule.Ready audience, ConsentPlace mail, IProgress<long>? done, CancellationToken cancellationToken)
    {
        var counts = await engine.CountManyAsync([audience.InSegment, audience.LeftOut], asOf: null, cancellationToken);
        var skipped = new Dictionary<SendReason, long>();
        var (looked, gets) = (0L, 0L);
        await foreach (var (_, reason) in LookAsync(audience.Rule, mail, [], cancellationToken))
        {
            if (reason is { } why) skipped[why] = skipped.GetValueOrDefault(why) + 1;
            else gets++;
            if (++looked % SendPlanner.MostAtOnce == 0) done?.Report(looked);
        }

        // People who came between the two looks count as what the second one saw, so that the lines add up.
        return new CampaignReach(gets + skipped.Values.Sum() + counts.Counts[1], counts.Counts[1], skipped, clock.GetUtcNow());
    }

    /// <summary>Whether anybody would get it. Looks no further than the first.</summary>
    public async Task<bool> AnyAsync(CampaignRule.Ready audience, ConsentPlace mail, CancellationToken cancellationToken)
    {
        await foreach (var (_, reason) in LookAsync(audience.Rule, mail, [], cancellationToken))
        {
            if (reason is null) return true;
        }

        return false;
    }

    /// <summary>The people of one line, in rising order.</summary>
    /// <param name="fields">Attributes to read with them.</param>
    /// <param name="after">The last one of the page before; null starts at the first.</param>
    public async Task<IReadOnlyList<AudienceMember>> PeopleAsync(
        CampaignRule.Ready audience, ConsentPlace mail, ReachPart part, IReadOnlyList<string> fields, ProfileId? after, int size,
        CancellationToken cancellationToken)
    {
        if (part is ReachPart.InSegment or ReachPart.Excluded)
        {
            var whole = part == ReachPart.InSegment ? audience.InSegment : audience.LeftOut;
            return [.. (await engine.ReadMembersAsync(new AudienceQuery(whole), fields, after, cancellationToken)).Members.Take(size)];
        }

        var people = new List<AudienceMember>(size);
        // From the first, also for a later page: who shares a mailbox is decided by those before.
        await foreach (var (member, reason) in LookAsync(audience.Rule, mail, fields, cancellationToken))
        {
            if (PartOf(reason) != part || (after is { } last && member.Id <= last)) continue;

            people.Add(member);
            if (people.Count == size) break;
        }

        return people;
    }

    private static ReachPart PartOf(SendReason? reason) => reason switch
    {
        null => ReachPart.Gets,
        SendReason.Unsubscribed => ReachPart.Unsubscribed,
        SendReason.TopicUnsubscribed => ReachPart.TopicUnsubscribed,
        SendReason.NoAddress => ReachPart.NoAddress,
        SendReason.InvalidAddress => ReachPart.InvalidAddress,
        SendReason.SameMailbox => ReachPart.SameMailbox,
        var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
    };

    private async IAsyncEnumerable<(AudienceMember Member, SendReason? Reason)> LookAsync(
        Rules.Rule rule, ConsentPlace mail, IReadOnlyList<string> fields, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var members = await engine.ReadMembersAsync(new AudienceQuery(rule), [.. fields, MailboxBook.Attribute], after: null, cancellationToken);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var chunk in members.Members.Chunk(SendPlanner.MostAtOnce))
        {
            var looked = chunk.Select(m => (Member: m with { Fields = [.. m.Fields.SkipLast(1)] }, Mailboxes: mailboxes.Of(Record(m)))).ToList();
            var consents = await ConsentBook.ReadAsync(
                db, Channel.Email, [.. looked.SelectMany(l => l.Mailboxes.Hashes)], [.. looked.SelectMany(l => l.Mailboxes.Numbers)], cancellationToken);
            foreach (var (member, boxes) in looked) yield return (member, ReasonToSkip(boxes, consents, mail, taken));
        }
    }

    // With the attribute that is asked for last; an address needs nothing else.
    private static ProfileRecord Record(AudienceMember member) => new(
        member.Id, member.Identifiers,
        member.Fields[^1] is { } email ? [new AttributeAssertion(MailboxBook.Attribute, email, DataType.Text, default, 0, 0)] : [], 0, 0, 0);

    private static SendReason? ReasonToSkip(Mailboxes boxes, ConsentBook consents, ConsentPlace mail, HashSet<string> taken) => boxes switch
    {
        { IsKnown: false } => SendReason.NoAddress,
        { All: [] } => SendReason.InvalidAddress,
        _ when consents.ClosedTo(boxes.Numbers, [.. boxes.Hashes], mail) is { } closed => SendPlanner.ReasonOf(closed),
        { All: [var first, ..] } when !taken.Add(first.Hash) => SendReason.SameMailbox,
        _ => null,
    };
}
