using System.Globalization;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>The people behind a number, page by page.</summary>
public sealed partial class SendsTable(
    CampaignSendList list, CampaignWords words, NavigationManager navigation, PageAddress address, ViewCulture view, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<CampaignSendRow>? _rows;
    private long? _next;

    [Parameter, EditorRequired]
    public required CampaignRow Row { get; set; }

    [Parameter, EditorRequired]
    public required SendsShown Shown { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private string FileAddress => $"/ui/campaigns/{Row.Id.Value:D}/people.xlsx";

    protected override async Task OnParametersSetAsync()
    {
        var asked = new SendsAsked(Row.Number, Read<SendState>(Shown.State), Read<SendReason>(Shown.Reason), Shown.Search);
        var page = await list.PageAsync(asked, Shown.After, PageSize + 1, _leaving.Token);
        _rows = [.. page.Take(PageSize)];
        _next = page.Count > PageSize ? page[PageSize - 1].Id : null;
    }

    private static T? Read<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : null;

    private void ShowMatches(string text) => address.Change(("q", text.Length == 0 ? null : text), ("after", null));

    private static string AddressOf(CampaignSendRow row) => $"/profiles/{row.Profile.Value.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
