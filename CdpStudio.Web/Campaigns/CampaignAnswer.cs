using System.Text.Json;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Web.Campaigns;

/// <param name="State">draft, scheduled, planning, sending, paused, finished or cancelled.</param>
/// <param name="Content">As stored.</param>
/// <param name="Audience">As stored.</param>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="PauseReason">English words; null when a person paused it or it is not paused.</param>
/// <param name="Counts">Null as long as nothing is planned.</param>
internal sealed record CampaignAnswer(
    Guid Id, string Name, string State, JsonElement Content, JsonElement Audience, int Version,
    DateTimeOffset? SendAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? PauseReason, CampaignCountsAnswer? Counts,
    string Owner, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static CampaignAnswer Of(CampaignRow row) => new(
        row.Id.Value, row.Name, NameOf(row.State), Json(MessageContentJson.Write(row.Content)), Json(CampaignAudienceJson.Write(row.Audience)), row.Version,
        row.SendAt, row.StartedAt, row.FinishedAt, row.PauseReason, row.Counts is { } counts ? CampaignCountsAnswer.Of(counts) : null,
        row.Owner, row.CreatedAt, row.ChangedAt, row.ChangedBy);

    public static string NameOf(CampaignState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

/// <summary>planned = sent + skipped + failed + inDoubt + left.</summary>
/// <param name="Left">What may still leave, deferred mail included.</param>
/// <param name="Reasons">By reason, of what was skipped, failed, is deferred or in doubt.</param>
internal sealed record CampaignCountsAnswer(
    int Planned, int Sent, int Skipped, int Failed, int InDoubt, int Deferred, int Left, IReadOnlyDictionary<string, int> Reasons)
{
    public static CampaignCountsAnswer Of(CampaignCounts counts) => new(
        counts.Planned, counts.Sent, counts.Skipped, counts.Failed, counts.InDoubt, counts.Deferred, counts.Left,
        counts.Rows.Where(r => r.Reason is not null).GroupBy(r => r.Reason!.Value)
            .ToDictionary(g => JsonNamingPolicy.CamelCase.ConvertName(g.Key.ToString()), g => g.Sum(r => r.Count)));
}

internal sealed record CampaignsAnswer(IReadOnlyList<CampaignAnswer> Items, Guid? Next);
