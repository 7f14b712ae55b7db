using CdpStudio.Core.Privacy;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Who was erased, how far it is and what it removed, and a way to ask for more. Redrawn when a job moves on.</summary>
public sealed partial class ErasuresTab(
    ErasureList list, RetryErasureHandler retry, TaskFeed feed, NavigationManager navigation, IStringLocalizer<PrivacyTexts> texts) : TaskFollower(feed)
{
    // Not that of the exports: whoever goes from one tab to the other begins with the newest.
    private const string AfterParameter = "erased";
    private const int PageSize = 50;

    private IReadOnlyList<ErasureStatus>? _erasures;
    private long? _next;

    /// <summary>The last erasure of the list before this one.</summary>
    [SupplyParameterFromQuery(Name = AfterParameter)]
    public long? After { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private string NextAddress => navigation.GetUriWithQueryParameter(AfterParameter, _next);

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        var erasures = await list.RecentAsync(PageSize + 1, After, Leaving);
        _erasures = [.. erasures.Take(PageSize)];
        _next = erasures.Count > PageSize ? erasures[PageSize - 1].Id : null;
    }

    // Somebody may have tried again just before: then the list says so.
    private async Task RetryAsync(long erasure)
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        await retry.HandleAsync(erasure, by, Leaving);
        await ReloadAsync();
    }

    private string NameOf(ErasureStatus erasure) => erasure.Identifier ?? texts["ErasureNumber", erasure.Id];
}
