using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using CdpStudio.Web.Segments.Builder;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>One campaign: what it says, who gets it, the last look before it goes out, and what became of it.</summary>
public sealed partial class CampaignPage(CampaignDesk desk, IAuthorizationService rights, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const string Message = "message";
    private const string Audience = "audience";
    private const string Send = "send";
    private const string Results = "results";

    private readonly CancellationTokenSource _leaving = new();
    private PageHeader.Crumb[] _under = [];
    private ProfileId? _person;
    private string? _refusal;
    private string _by = "";
    private bool _mayWrite;
    private bool _missing;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Which line of the audience is looked at.</summary>
    [SupplyParameterFromQuery(Name = "see")]
    public string? See { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? SendState { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? SendReason { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>The last row of the page before.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public long? After { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private string Name => desk.Name.Trim() is { Length: > 0 } name ? name : texts["Unnamed"];

    private string ShownTab => Tab is Audience or Send or Results ? Tab : Message;

    private bool CanEdit => _mayWrite && desk.IsOpen;

    private string SaveState => desk.State switch
    {
        KeepState.Keeping => texts["Saving"],
        KeepState.Failed => texts["NotSaved"],
        _ when desk.Clash is not null => texts["NotSaved"],
        _ when desk.IsChanged => texts["Saving"],
        KeepState.Kept => texts["Saved"],
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        _under = [new(texts["Title"], "/campaigns")];
        desk.Changed += Draw;
        desk.Outdated += Reload;
        if (SignedIn is null) return;

        var user = (await SignedIn).User;
        _by = user.Identity?.Name ?? "";
        _mayWrite = (await rights.AuthorizeAsync(user, Permission.WriteCampaigns)).Succeeded;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (desk.Row?.Id.Value != Id) await OpenAsync();
    }

    private async Task OpenAsync() => _missing = !await desk.OpenAsync(new CampaignId(Id), _by, _leaving.Token);

    private Task TakeTheirsAsync() => desk.TakeTheirsAsync(_leaving.Token);

    private Task KeepMineAsync() => desk.KeepMineAsync(_leaving.Token);

    private void Refuse(string? refusal) => _refusal = refusal;

    private TabItem[] TabsOf(CampaignRow row) =>
    [
        new("", texts["TabMessage"]),
        new(Audience, texts["TabAudience"]),
        new(Send, texts["TabSend"]),
        new(Results, texts["TabResults"], row.Counts?.Planned),
    ];

    private void Draw() => _ = InvokeAsync(StateHasChanged);

    private void Reload() => _ = InvokeAsync(async () =>
    {
        if (_leaving.IsCancellationRequested) return;

        await OpenAsync();
        StateHasChanged();
    });

    public void Dispose()
    {
        desk.Changed -= Draw;
        desk.Outdated -= Reload;
        desk.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
