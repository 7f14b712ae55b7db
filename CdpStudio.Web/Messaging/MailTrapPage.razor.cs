using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>The mail that would have left: a list and, by the address, one of them.</summary>
public sealed partial class MailTrapPage(
    TrappedMailList trap, EmailSetups setups, NavigationManager navigation, IStringLocalizer<MessagingTexts> texts) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<TrappedMailRow>? _mails;
    private TrappedMail? _open;
    private bool _toServer;
    private bool _clearing;

    [SupplyParameterFromQuery(Name = "mail")]
    public long? Mail { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? View { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["Settings"], "/settings")];

    private string? Older => _mails is { Count: PageSize } full ? navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["before"] = full[^1].Id,
        ["mail"] = null,
    }) : null;

    protected override async Task OnParametersSetAsync()
    {
        _toServer = (await setups.ReadAsync(_leaving.Token)).Server is not null;
        _mails = await trap.PageAsync(Before, PageSize, _leaving.Token);
        _open = Mail is { } id ? await trap.FindAsync(id, _leaving.Token) : null;
    }

    private string AddressOf(TrappedMailRow mail) => navigation.GetUriWithQueryParameter("mail", mail.Id);

    private async Task ClearAsync()
    {
        _clearing = false;
        await trap.ClearAsync(_leaving.Token);
        navigation.NavigateTo("/settings/mail-trap");
        await OnParametersSetAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
