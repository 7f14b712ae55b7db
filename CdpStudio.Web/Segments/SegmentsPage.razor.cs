using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments;

public sealed partial class SegmentsPage(
    SegmentList list, DeleteSegmentHandler delete, RuleSentence sentence, PageAddress address, ViewCulture view,
    IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private const int Most = 1_000;

    private static readonly Dictionary<string, Func<SegmentLine, IComparable?>> s_keys = new()
    {
        ["name"] = line => line.Row.Name,
        ["people"] = line => line.Row.Count,
        ["changed"] = line => line.Row.ChangedAt,
    };

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<SegmentLine>? _segments;
    private SegmentRow? _deleting;
    private string? _refusal;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private SortOrder Order => SortOrder.Parse(Sort, new SortOrder("changed", Descending: true));

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var rows = await list.FindAsync(Search, after: null, Most, _leaving.Token);
        _segments = [.. rows.Select(r => new SegmentLine(r, Words(r)))];
    }

    private IReadOnlyList<SegmentLine> Ordered(IReadOnlyList<SegmentLine> lines) => [.. Order.Apply(lines, s_keys)];

    private string Words(SegmentRow row) => SavedRule.Read(row.Rule) is { } rule ? sentence.Of(rule) : texts["BrokenRule"];

    // A line takes two days.
    private static bool HasTrend(SegmentLine line) => line.Row.Trend.Count > 1;

    private string TrendOf(SegmentRow row) => texts["TrendOf", row.Trend[0].Count, row.Trend[^1].Count];

    // The address is the state: a search can be bookmarked, shared and stepped back from.
    private void ShowMatches(string text) =>
        address.Change(("q", text.Length == 0 ? null : text));

    private async Task DeleteAsync(SegmentRow segment)
    {
        _deleting = null;
        _refusal = await delete.HandleAsync(new DeleteSegment(segment.Key), _leaving.Token) is DeleteSegmentResult.InUse used
            ? texts["InUse", segment.Name, view.List(used.Users.Select(u => u.Name))].Value
            : null;
        await LoadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record SegmentLine(SegmentRow Row, string Words);
}
