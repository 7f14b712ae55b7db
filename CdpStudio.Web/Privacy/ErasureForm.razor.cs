using CdpStudio.Core.Audience;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Finds a person, shows who it is, and asks whether they are meant.</summary>
public sealed partial class ErasureForm(IStringLocalizer<PrivacyTexts> texts)
{
    private ProfileRecord? _person;
    private bool _asking;

    // Another picker after each erasure: what was typed into the last one names somebody who will be gone.
    private int _started;

    [Parameter]
    public EventCallback OnStarted { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private void Pick(ProfileRecord? person) => _person = person;

    private Task StartedAsync()
    {
        (_person, _asking) = (null, false);
        _started++;
        return OnStarted.InvokeAsync();
    }
}
