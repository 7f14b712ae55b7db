using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Which rows of a campaign's ledger.</summary>
/// <param name="State">Null for all. <see cref="SendState.Planned"/> stands for all that waits, also in a sender's hands.</param>
/// <param name="Reason">Null for every reason.</param>
/// <param name="Search">Part of an address, or whatever finds people; null for everybody.</param>
public sealed record SendsAsked(CampaignNumber Campaign, SendState? State, SendReason? Reason, string? Search);

/// <summary>One person in a campaign's ledger.</summary>
/// <param name="Name">What people call the person; null when they are gone.</param>
/// <param name="Topic">What it is about; empty for no topic.</param>
/// <param name="Reply">What the mail server said.</param>
public sealed record CampaignSendRow(
    long Id, ProfileId Profile, string? Name, string? Address, string Topic, SendState State, SendReason? Reason, DateTimeOffset ChangedAt, DateTimeOffset DueAt, int? ReplyCode, string? Reply);

/// <summary>The people behind a campaign's numbers.</summary>
public sealed class CampaignSendList(IDbContextFactory<StudioDbContext> contexts, SeenPeople seen)
{
    private const int MostMatches = 200;

    private static readonly SendReason?[] s_anyReason = [null, .. Enum.GetValues<SendReason>().Cast<SendReason?>()];

    /// <summary>In the order in which they were planned.</summary>
    /// <param name="after">The last row of the page before; null starts at the first.</param>
    public async Task<IReadOnlyList<CampaignSendRow>> PageAsync(SendsAsked asked, long? after, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await Page(db, asked, after ?? 0, size).ToListAsync(cancellationToken)).Select(Row)];
    }

    /// <summary>All of them for a file, read some at a time while they are enumerated: a workbook is written from rows that are there.</summary>
    internal IEnumerable<CampaignSendRow> All(SendsAsked asked)
    {
        const int pageSize = 1_000;
        long last = 0;
        while (true)
        {
            List<Send> page;
            using (var db = contexts.CreateDbContext()) page = [.. Page(db, asked, last, pageSize)];
            if (page.Count == 0) yield break;

            foreach (var send in page) yield return Row(send);
            last = page[^1].Id;
        }
    }

    private IQueryable<Send> Page(StudioDbContext db, SendsAsked asked, long after, int size)
    {
        var owner = (long)asked.Campaign.Value;
        var rows = Found(db.Sends.AsNoTracking().Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner && s.Id > after), asked.Search);
        if (asked.State is not { } asks)
        {
            var all = asked.Reason is { } one ? rows.Where(s => s.Reason == one) : rows;
            return all.OrderBy(s => s.Id).Take(size);
        }

        // A seek for each state and reason: an index holds them in this order, and only what is shown is read of a million rows.
        SendState[] states = asks is SendState.Planned ? [SendState.Planned, SendState.Claimed, SendState.HandingOff] : [asks];
        var parts =
            from state in states
            from reason in asked.Reason is { } given ? [given] : s_anyReason
            select rows.Where(s => s.State == state && s.Reason == reason).OrderBy(s => s.Id).Take(size);
        return parts.Aggregate(Queryable.Concat).OrderBy(s => s.Id).Take(size);
    }

    private IQueryable<Send> Found(IQueryable<Send> rows, string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return rows;

        var text = search.Trim();
        var people = seen.SearchNumbers(text, MostMatches).Distinct().ToList();
        return rows.Where(s => s.Address!.Contains(text) || people.Contains(s.Profile));
    }

    private CampaignSendRow Row(Send send)
    {
        var (profile, mask) = seen.Look(send.Profile);
        return new CampaignSendRow(
            send.Id, profile?.Id ?? send.Profile, profile is null ? null : ProfileName.Of(profile), Shown(send.Address, mask), send.Topic, send.State, send.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(send.ChangedAt), DateTimeOffset.FromUnixTimeMilliseconds(send.DueAt), send.ReplyCode, Shown(send.Reply, mask));
    }

    private static string? Shown(string? text, PersonMask? mask) => text is null || mask is null ? text : mask.Text(text);
}
