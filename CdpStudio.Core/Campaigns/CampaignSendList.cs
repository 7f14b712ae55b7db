using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Which rows of a campaign's ledger.</summary>
/// <param name="State">Null for all. <see cref="SendState.Planned"/> stands for all that waits, also in a sender's hands.</param>
/// <param name="Reason">Null for every reason.</param>
/// <param name="Search">Part of an address, or the beginning of any identifier; null for everybody.</param>
public sealed record SendsAsked(CampaignNumber Campaign, SendState? State, SendReason? Reason, string? Search);

/// <summary>One person in a campaign's ledger.</summary>
/// <param name="Name">What people call the person; null when they are gone.</param>
/// <param name="Reply">What the mail server said.</param>
public sealed record CampaignSendRow(
    long Id, ProfileId Profile, string? Name, string? Address, SendState State, SendReason? Reason, DateTimeOffset ChangedAt, DateTimeOffset DueAt, int? ReplyCode, string? Reply);

/// <summary>The people behind a campaign's numbers.</summary>
public sealed class CampaignSendList(IDbContextFactory<StudioDbContext> contexts, IProfileDirectory directory)
{
    private const int MostMatches = 200;

    /// <summary>In the order in which they were planned.</summary>
    /// <param name="after">The last row of the page before; null starts at the first.</param>
    public async Task<IReadOnlyList<CampaignSendRow>> PageAsync(SendsAsked asked, long? after, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Rows(db, asked);
        if (after is { } last) rows = rows.Where(s => s.Id > last);

        return [.. (await rows.OrderBy(s => s.Id).Take(size).ToListAsync(cancellationToken)).Select(Row)];
    }

    /// <summary>All of them for a file, read some at a time while they are enumerated: a workbook is written from rows that are there.</summary>
    internal IEnumerable<CampaignSendRow> All(SendsAsked asked)
    {
        const int pageSize = 1_000;
        long last = 0;
        while (true)
        {
            List<Send> page;
            using (var db = contexts.CreateDbContext()) page = [.. Rows(db, asked).Where(s => s.Id > last).OrderBy(s => s.Id).Take(pageSize)];
            if (page.Count == 0) yield break;

            foreach (var send in page) yield return Row(send);
            last = page[^1].Id;
        }
    }

    private IQueryable<Send> Rows(StudioDbContext db, SendsAsked asked)
    {
        var owner = (long)asked.Campaign.Value;
        var rows = db.Sends.AsNoTracking().Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner);
        if (asked.State is SendState.Planned) rows = rows.Where(s => s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.HandingOff);
        else if (asked.State is { } state) rows = rows.Where(s => s.State == state);
        if (asked.Reason is { } reason) rows = rows.Where(s => s.Reason == reason);
        if (string.IsNullOrWhiteSpace(asked.Search)) return rows;

        var text = asked.Search.Trim();
        var people = directory.Search(text, MostMatches).Select(h => h.Profile).Distinct().ToList();
        return rows.Where(s => s.Address!.Contains(text) || people.Contains(s.Profile));
    }

    private CampaignSendRow Row(Send send)
    {
        var profile = directory.Read(send.Profile);
        return new CampaignSendRow(
            send.Id, profile?.Id ?? send.Profile, profile is null ? null : ProfileName.Of(profile), send.Address, send.State, send.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(send.ChangedAt), DateTimeOffset.FromUnixTimeMilliseconds(send.DueAt), send.ReplyCode, send.Reply);
    }
}
