using CdpStudio.Core.Journeys;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>The questions that a journey's page asks before people are touched.</summary>
public sealed partial class JourneyDialogs(JourneyDesk desk, ToastList toasts, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private JourneyChoice? _asked;
    private JourneyDocument? _document;
    private bool _isBusy;

    /// <summary>Saves what is not saved before it is published; null while nobody writes.</summary>
    [Parameter]
    public IJourneyPen? Pen { get; set; }

    [Parameter, EditorRequired]
    public required string By { get; set; }

    [Parameter]
    public EventCallback<JourneyChoice> OnDone { get; set; }

    /// <summary>Why it was not done, in the reader's words.</summary>
    [Parameter]
    public EventCallback<string> OnRefused { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private int Next => (_document?.Journey.LiveVersion ?? 0) + 1;

    public void Ask(JourneyChoice choice, JourneyDocument document)
    {
        (_asked, _document) = (choice, document);
        StateHasChanged();
    }

    private void Close() => _asked = null;

    private async Task PublishAsync()
    {
        _isBusy = true;
        var version = Pen is null ? _document!.Journey.DraftVersion : await Pen.SettleAsync(); // asked with a document
        var refusal = version is { } settled ? await desk.PublishAsync(_document!.Journey.Id, settled, By, _leaving.Token) : texts["NotSaved"].Value;
        _isBusy = false;
        await EndAsync(refusal, texts["PublishedToast", Next]);
    }

    private async Task DoAsync(Func<JourneyId, string, CancellationToken, Task<string?>> act) =>
        await EndAsync(await act(_document!.Journey.Id, By, _leaving.Token), texts[$"{_asked}Toast"]); // asked with a document

    private async Task EndAsync(string? refusal, string toast)
    {
        var choice = _asked!.Value; // ends what was asked
        Close();
        if (refusal is not null)
        {
            await OnRefused.InvokeAsync(refusal);
            return;
        }

        toasts.Show(toast);
        await OnDone.InvokeAsync(choice);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
