using CdpStudio.Core.Sources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

public sealed partial class NewSourcePanel(
    CreateSourceHandler create, NavigationManager navigation, IStringLocalizer<SourceTexts> texts)
{
    private string _name = "";
    private string? _error;

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private async Task MakeAsync()
    {
        var result = await create.HandleAsync(new CreateSource(_name), CancellationToken.None);
        _error = result is CreateSourceResult.BadName ? texts["NameError"].Value : null;
        if (result is CreateSourceResult.Created made) navigation.NavigateTo($"/sources/{made.Id}");
    }
}
