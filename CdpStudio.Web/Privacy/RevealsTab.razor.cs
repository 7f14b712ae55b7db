using System.Globalization;
using CdpStudio.Core.Profiles.Reveals;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Who looked at whom without masks, and why.</summary>
public sealed partial class RevealsTab(RevealList list, NavigationManager navigation, IStringLocalizer<PrivacyTexts> texts) : IDisposable
{
    // Not that of the other tabs: whoever goes from one to the other begins with the newest.
    private const string AfterParameter = "revealed";
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Reveal>? _reveals;
    private long? _next;

    /// <summary>The last one of the list before this one.</summary>
    [SupplyParameterFromQuery(Name = AfterParameter)]
    public long? After { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private string NextAddress => navigation.GetUriWithQueryParameter(AfterParameter, _next);

    protected override async Task OnParametersSetAsync()
    {
        var reveals = await list.RecentAsync(PageSize + 1, After, _leaving.Token);
        _reveals = [.. reveals.Take(PageSize)];
        _next = reveals.Count > PageSize ? reveals[PageSize - 1].Id : null;
    }

    private static string AddressOf(Reveal reveal) => string.Create(CultureInfo.InvariantCulture, $"/profiles/{reveal.Profile.Value}");

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
