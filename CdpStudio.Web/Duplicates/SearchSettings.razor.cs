using System.Globalization;
using CdpStudio.Core.Duplicates;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>When it is searched, and from which probability pairs are joined without a look, with what that is expected to get wrong.</summary>
public sealed partial class SearchSettings(
    ChangeDuplicateSettingsHandler change, ToastList toasts, ViewCulture view, IStringLocalizer<DuplicateTexts> texts)
{
    private bool _nightly;
    private bool _automatic;
    private bool _isBusy;
    private string _threshold = "";

    [Parameter, EditorRequired]
    public required DuplicateSearchStatus Search { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private ViewCulture View => view;

    private double Threshold => double.Parse(_threshold, CultureInfo.InvariantCulture);

    private string Expected => Search.Findings?.Errors.FirstOrDefault(e => e.Threshold.Equals(Threshold)) is { } error
        ? texts.ExpectedOf(error, view)
        : texts["ExpectedUnknown"].Value;

    // Once: what is typed stays while a search moves on.
    protected override void OnInitialized() =>
        (_nightly, _automatic, _threshold) = (Search.Nightly, Search.Automatic, Search.Threshold.ToString(CultureInfo.InvariantCulture));

    private async Task SaveAsync()
    {
        _isBusy = true;
        await change.HandleAsync(new ChangeDuplicateSettings(_nightly, _automatic, Threshold), CancellationToken.None);
        _isBusy = false;
        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
    }
}
