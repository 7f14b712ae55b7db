using CdpStudio.Core.Jobs;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship.Held;

/// <summary>Merges that wait for a steward, and what was decided about them.</summary>
public sealed partial class HeldMergesPage(
    HeldMergeList list, LookForHeldMergesHandler look, DecideHeldMergeHandler decide, SeenPeople people, ToastList toasts, TaskFeed feed,
    NavigationManager navigation, IStringLocalizer<HeldTexts> texts) : TaskFollower(feed)
{
    private const string DecidedName = "decided";
    private const string PageParameter = "page";
    private const int PageSize = 50;
    // An address may be typed.
    private const int LastPage = 1_000;

    private IReadOnlyList<HeldPeople>? _merges;
    private JobRow? _look;
    private long? _open;
    private long? _decided;
    private bool _more;
    private long? _deciding;
    private string? _refusal;
    private string? _shown;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>From 0 on.</summary>
    [SupplyParameterFromQuery(Name = PageParameter)]
    public int? AskedPage { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<HeldTexts> Texts => texts;

    private bool ShowsOpen => Tab != DecidedName;

    private int Page => Math.Clamp(AskedPage ?? 0, 0, LastPage);

    private bool IsAtWork => _look?.State is JobState.Queued or JobState.Running;

    // One that was at work has ended.
    protected override bool Cares => IsAtWork || Feed.Active.Any(run => run.Kind == HeldMergeList.LookKind);

    private string EmptyName => !ShowsOpen ? "NoneDecided" : _look is null ? "NotLooked" : "None";

    private IReadOnlyList<TabItem> TabItems => [new("", texts["Open"], _open), new(DecidedName, texts["Decided"], _decided)];

    protected override async Task OnParametersSetAsync()
    {
        var asked = Tab + Page;
        if (_shown != asked) _merges = null;
        _shown = asked;
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var shown = _shown;
        var merges = await list.PageAsync(ShowsOpen, Page * PageSize, PageSize + 1, Leaving);
        var (open, decided, last) = (await list.CountAsync(open: true, Leaving), await list.CountAsync(open: false, Leaving), await list.LastLookAsync(Leaving));
        if (shown != _shown) return;

        (_open, _decided, _look, _more) = (open, decided, last, merges.Count > PageSize);
        _merges = [.. merges.Take(PageSize).Select(m => HeldPeople.Of(m, people))];
    }

    private string PageAddressOf(int page) => navigation.GetUriWithQueryParameter(PageParameter, page == 0 ? null : (int?)page);

    private async Task LookAsync()
    {
        await look.HandleAsync(new LookForHeldMerges(await ByAsync()), Leaving);
        await ReloadAsync();
    }

    private async Task DecideAsync(HeldPeople people, bool one)
    {
        _deciding = people.Merge.Id;
        // Not taken back by leaving: it was asked for.
        var outcome = await decide.HandleAsync(new DecideHeldMerge(people.Merge.Id, one, await ByAsync()), CancellationToken.None);
        _deciding = null;
        _refusal = outcome == HeldOutcome.Done ? null : texts["Outcome." + outcome].Value;
        if (outcome == HeldOutcome.Done) toasts.Show(texts[one ? "JoinedToast" : "KeptToast"]);
        await ReloadAsync();
    }

    private async Task<string> ByAsync() => (await Authentication).User.Identity?.Name ?? "";
}
