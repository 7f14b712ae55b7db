using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

public sealed partial class SourceSettings(ChangeSourceHandler change, ToastList toasts, IStringLocalizer<SourceTexts> texts)
{
    private string _name = "";
    private string _origins = "";
    private bool _disabled;
    private string? _nameError;
    private string? _originError;
    private int? _rate;
    private string? _rateError;
    private int? _silence;
    private bool _silenceIsWrong;

    [Parameter, EditorRequired]
    public required Source Source { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    protected override void OnInitialized() =>
        (_name, _origins, _disabled, _rate, _silence) =
            (Source.Name, Source.AllowedOrigins.Replace(' ', '\n'), Source.Disabled, Source.MessagesPerSecond, Source.SilentAfterHours);

    private async Task SaveAsync()
    {
        var result = await change.HandleAsync(new ChangeSource(Source.Id, _name, _disabled, _origins, _rate) { SilentAfterHours = _silence }, CancellationToken.None);
        _nameError = result is ChangeSourceResult.BadName ? texts["NameError"].Value : null;
        _originError = result is ChangeSourceResult.BadOrigin bad ? texts["OriginError", bad.Origin].Value : null;
        _rateError = result is ChangeSourceResult.BadRate ? texts["RateError", Source.MaxMessagesPerSecond].Value : null;
        _silenceIsWrong = result is ChangeSourceResult.BadSilence;
        if (result is not ChangeSourceResult.Changed) return;

        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
    }
}
