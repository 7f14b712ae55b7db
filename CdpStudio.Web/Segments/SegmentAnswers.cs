using System.Text.Json;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Web.Segments;

/// <param name="Rule">As written.</param>
/// <param name="Count">As last kept; null in the first seconds of a segment.</param>
/// <param name="Warnings">Of the rule that was just saved; empty when read.</param>
internal sealed record SegmentAnswer(
    string Key, string Name, JsonElement Rule, int Version, long? Count, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    IReadOnlyList<RuleRemark> Warnings)
{
    public static SegmentAnswer Of(SegmentRow row, IReadOnlyList<RuleRemark>? warnings = null)
    {
        using var rule = DeepJson.Parse(row.Rule);
        return new SegmentAnswer(
            row.Key.Value, row.Name, rule.RootElement.Clone(), row.Version, row.Count, row.Owner, row.CreatedAt, row.ChangedAt, warnings ?? []);
    }
}

internal sealed record SegmentPage(IReadOnlyList<SegmentAnswer> Items, string? Next);

/// <param name="Items">A row a day in the workspace's zone, the oldest first.</param>
internal sealed record TrendAnswer(IReadOnlyList<SegmentDayCount> Items, string? Next);
