using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

public sealed partial class CampaignsPage(
    CampaignList list, CampaignDrafts drafts, CampaignChanges changes, CampaignWords words, NavigationManager navigation, PageAddress address, ToastList toasts,
    IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const int Most = 1_000;

    private static readonly Dictionary<string, Func<CampaignRow, IComparable?>> s_keys = new()
    {
        ["name"] = row => row.Name,
        ["state"] = row => row.State,
        ["when"] = row => row.FinishedAt ?? row.StartedAt ?? row.SendAt,
        ["planned"] = row => row.Counts?.Planned,
        ["sent"] = row => row.Counts?.Sent,
        ["changed"] = row => row.ChangedAt,
    };

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<CampaignRow>? _campaigns;
    private string? _refusal;
    private bool _making;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private SortOrder Order => SortOrder.Parse(Sort, new SortOrder("changed", Descending: true));

    protected override void OnInitialized() => changes.Changed += Refresh;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync() => _campaigns = await list.FindAsync(Search, after: null, Most, _leaving.Token);

    private IReadOnlyList<CampaignRow> Ordered(IReadOnlyList<CampaignRow> rows) => [.. Order.Apply(rows, s_keys)];

    private string AudienceOf(CampaignRow row) => row.Audience.Segment is { } key ? words.NameOf(key) : texts["NoSegmentYet"];

    // The address is the state: a search can be bookmarked, shared and stepped back from.
    private void ShowMatches(string text) =>
        address.Change(("q", text.Length == 0 ? null : text));

    private async Task MakeAsync()
    {
        _making = true;
        Open(await drafts.MakeAsync(texts["Unnamed"], MessageContent.Empty, await NameAsync(), _leaving.Token));
        _making = false;
    }

    private async Task CopyAsync(CampaignRow row) => Open(await drafts.CopyAsync(row.Id, texts["CopyOf", row.Name], await NameAsync(), _leaving.Token));

    private void Open(CreateCampaignResult? result)
    {
        if (result is CreateCampaignResult.Created made) navigation.NavigateTo(CampaignAddress.Of(made.Id));
        else _refusal = texts["GoneMeanwhile"];
    }

    private async Task DeleteAsync(CampaignRow row)
    {
        switch (await drafts.DeleteAsync(row.Id, _leaving.Token))
        {
            case DeleteCampaignResult.Deleted deleted:
                toasts.Show(texts["DeletedToast", row.Name], () => drafts.RestoreAsync(deleted.Draft, CancellationToken.None));
                break;
            case DeleteCampaignResult.NotADraft there:
                _refusal = texts["NotDeleted", row.Name, words.Of(there.State)];
                break;
        }

        await LoadAsync();
    }

    private async Task<string> NameAsync() => (SignedIn is null ? null : (await SignedIn).User.Identity?.Name) ?? "";

    private void Refresh(CampaignNumber campaign) => _ = InvokeAsync(ReloadAsync);

    private async Task ReloadAsync()
    {
        if (_leaving.IsCancellationRequested) return;

        await LoadAsync();
        StateHasChanged();
    }

    public void Dispose()
    {
        changes.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
