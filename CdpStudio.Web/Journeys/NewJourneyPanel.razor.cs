using CdpStudio.Core.Journeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>A name and something to begin with.</summary>
public sealed partial class NewJourneyPanel(
    CreateJourneyHandler create, JourneyTemplates templates, NavigationManager navigation, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string? _name;
    private string _template = JourneyTemplates.Empty;
    private string? _refusal;
    private bool _isBusy;

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private JourneyTemplates Templates => templates;

    private async Task CreateAsync()
    {
        _isBusy = true;
        var by = (SignedIn is null ? null : (await SignedIn).User.Identity?.Name) ?? "";
        var result = await create.HandleAsync(new CreateJourney((_name ?? "").Trim(), by, Definition: templates.Draw(_template)), _leaving.Token);
        _isBusy = false;

        if (result is CreateJourneyResult.Created created) navigation.NavigateTo($"/journeys/{created.Journey.Key}");
        else _refusal = texts["NameRefused"];
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
