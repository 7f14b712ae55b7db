using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Messaging;

/// <summary>A mail as mail programs show it, kept from doing anything to the page around it.</summary>
public sealed partial class MailFrame(MailDocuments documents) : IDisposable
{
    private string? _kept;
    private string? _shown;
    private string? _address;

    /// <summary>A whole document. Give this or <see cref="Address"/>.</summary>
    [Parameter]
    public string? Html { get; set; }

    /// <summary>Where a stored mail is served from.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>What the frame shows, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    protected override void OnParametersSet()
    {
        if (Html is null)
        {
            _address = Address;
            return;
        }

        // A new address each time, since a frame loads only what it has not loaded.
        if (Html == _shown) return;

        Dispose();
        _shown = Html;
        _address = _kept = documents.Keep(Html);
    }

    public void Dispose()
    {
        if (_kept is not null) documents.LetGo(_kept);
        _kept = null;
    }
}
