using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>A segment as it is taken up for drawing.</summary>
/// <param name="Saved">Null for a new one.</param>
/// <param name="BaseVersion">The version that the drawing began with; 0 for a new segment.</param>
/// <param name="RestoredFrom">When the unsaved drawing that is shown was kept; null when what was saved is shown.</param>
public sealed record OpenedSegment(SegmentRow? Saved, string Name, RuleDraft Draft, int BaseVersion, DateTimeOffset? RestoredFrom);

/// <summary>Takes segments up, keeps what is drawn, and saves it.</summary>
public sealed class SegmentDesk(
    SegmentList list, SaveSegmentHandler save, KeptDrafts drafts, IAudienceVocabulary seen, TimeProvider clock)
{
    /// <summary>Null when there is no such segment.</summary>
    /// <param name="key">Null for a new segment.</param>
    public async Task<OpenedSegment?> OpenAsync(string owner, SegmentKey? key, CancellationToken cancellationToken)
    {
        var row = key is { } known ? await list.ReadAsync(known, cancellationToken) : null;
        if (key is not null && row is null) return null;

        if (await drafts.FindAsync(owner, key, cancellationToken) is { } kept && RuleDraft.Unpack(kept.Draft) is { } drawn)
            return new OpenedSegment(row, kept.Name, drawn, kept.BaseVersion, kept.KeptAt);

        return new OpenedSegment(row, row?.Name ?? "", row is null ? RuleDraft.Empty : Read(row.Rule), row?.Version ?? 0, RestoredFrom: null);
    }

    public async Task<DateTimeOffset> KeepAsync(string owner, OpenedSegment opened, string name, RuleDraft draft, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = new SegmentDraft
        {
            Owner = owner,
            Segment = opened.Saved?.Key.Value ?? "",
            Name = name,
            Draft = draft.Pack(),
            BaseVersion = opened.BaseVersion,
            KeptAt = now,
        };
        await drafts.KeepAsync(kept, cancellationToken);
        return now;
    }

    public Task DropAsync(string owner, OpenedSegment opened, CancellationToken cancellationToken) =>
        drafts.DropAsync(owner, opened.Saved?.Key, cancellationToken);

    public async Task<SaveSegmentResult> SaveAsync(string owner, OpenedSegment opened, string name, string rule, CancellationToken cancellationToken)
    {
        SaveOver over = opened.Saved is null ? new SaveOver.Nothing() : new SaveOver.Version(opened.BaseVersion);
        var result = await save.HandleAsync(new SaveSegment(opened.Saved?.Key, name.Trim(), rule, owner, over), cancellationToken);
        if (result is SaveSegmentResult.Saved) await DropAsync(owner, opened, cancellationToken);

        return result;
    }

    private RuleDraft Read(string json)
    {
        using var rule = DeepJson.Parse(json);
        return RuleDraft.Read(rule.RootElement, seen.TypeOf);
    }
}
