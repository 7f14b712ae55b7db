using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Profiles.Reveals;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>Says that a person is masked, and shows them as they are to whoever says why: on this page, until it is left.</summary>
public sealed partial class RevealBar(RevealPersonHandler reveal, Sight sight, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private bool _asking;
    private bool _isBusy;
    private bool _revealed;
    private bool _left;
    private string _why = "";
    private string? _error;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    [Parameter, EditorRequired]
    public required bool IsMasked { get; set; }

    /// <summary>The person is to be read again.</summary>
    [Parameter]
    public EventCallback OnReveal { get; set; }

    [Parameter]
    public EventCallback OnCover { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private void Ask() => (_asking, _why, _error) = (true, "", null);

    private async Task RevealAsync()
    {
        (_isBusy, _error) = (true, null);
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it is written down before anything is shown.
        var result = await reveal.HandleAsync(new RevealPerson(Profile, by, _why), CancellationToken.None);
        _isBusy = false;
        if (_left)
        {
            // Nobody looks at the page any more for which it was meant.
            sight.Cover();
            return;
        }

        if (result is RevealPersonResult.WhyMissing)
        {
            _error = texts["RevealWhyError"];
            return;
        }

        (_asking, _revealed) = (false, result is RevealPersonResult.Revealed);
        await OnReveal.InvokeAsync();
    }

    private Task CoverAsync()
    {
        _revealed = false;
        return OnCover.InvokeAsync();
    }

    public void Dispose() => _left = true;
}
