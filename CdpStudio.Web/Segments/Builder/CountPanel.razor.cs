using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>The exact total, how old it is, and what it leaves out.</summary>
public sealed partial class CountPanel(TimeProvider clock, ViewCulture view, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(5);

    private ITimer? _ticking;

    [Parameter, EditorRequired]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private int Unfinished => Board.Text.Gaps.Where(g => g.Field != DraftField.Lines || g.Line != Board.Draft.Root.Id).Select(g => g.Line).Distinct().Count();

    private string When
    {
        get
        {
            var age = clock.GetUtcNow() - Board.Counts.At;
            return Board.IsCounting ? texts["Counting"] : age < s_tick ? texts["ExactNow"] : texts["ExactAgo", Math.Floor(age.TotalSeconds)];
        }
    }

    protected override void OnInitialized() => _ticking = clock.CreateTimer(_ => _ = InvokeAsync(Tick), state: null, s_tick, s_tick);

    private string Share(long count) =>
        (Board.Counts.Total == 0 ? 0 : (double)count / Board.Counts.Total).ToString("P1", view.Formats);

    // Facts that came in meanwhile are counted; the time since then moves on.
    private void Tick()
    {
        Board.Refresh();
        StateHasChanged();
    }

    public void Dispose() => _ticking?.Dispose();
}
