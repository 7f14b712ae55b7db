using System.Globalization;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Web.Access;
using CdpStudio.Web.Client;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Sources.Imports;

public sealed partial class ImportFilePage(
    ImportDrafts drafts, IOptions<ImportOptions> options, NavigationManager navigation, ViewCulture view, IStringLocalizer<ImportTexts> texts)
{
    private IReadOnlyList<ImportDraft>? _drafts;
    private UploadingEventArgs? _sending;
    private string? _refusal;
    private string? _whatNow;
    private string _owner = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Under => [new(texts["Sources"], "/sources")];

    private string MaxBytes => options.Value.MaxFileBytes.ToString(CultureInfo.InvariantCulture);

    private string TooLarge => texts["TooLarge", Size(options.Value.MaxFileBytes)];

    private string Limit => texts["ChooseLimit", Size(options.Value.MaxFileBytes)];

    protected override async Task OnInitializedAsync()
    {
        _owner = (await Authentication).User.UserId.ToString();
        _drafts = await drafts.OfAsync(_owner, CancellationToken.None);
    }

    private void ShowProgress(UploadingEventArgs sending) => (_sending, _refusal) = (sending, null);

    private void GoOn(UploadedEventArgs uploaded)
    {
        _sending = null;
        // What comes from a browser is only an id to look for; the next page asks whose it is.
        if (Guid.TryParse(uploaded.Id, out var id)) navigation.NavigateTo(AddressOf(id, ImportStep.Reading));
    }

    private void ShowRefusal(UploadRefusedEventArgs refused)
    {
        _sending = null;
        _refusal = texts["UploadRefused", refused.Name];
        _whatNow = refused.Reason.Length == 0 ? texts["UploadNoAnswer"] : refused.Reason;
    }

    private async Task DiscardAsync(ImportDraft draft)
    {
        await drafts.DiscardAsync(draft.Id, _owner, CancellationToken.None);
        _drafts = await drafts.OfAsync(_owner, CancellationToken.None);
    }

    private string Numbers(UploadingEventArgs sending) => texts["UploadingNumbers", Size(sending.Sent), Size(sending.Total)];

    private string Size(long bytes) => FileSize.Of(bytes, view.Formats);

    private static string AddressOf(ImportDraft draft) => AddressOf(draft.Id, draft.Choices is null ? ImportStep.Reading : StepOf(DraftChoices.Read(draft.Choices).Step));

    // Drafts of before remember none.
    internal static ImportStep StepOf(string? step) => step switch { "reading" => ImportStep.Reading, "check" => ImportStep.Check, _ => ImportStep.Columns };

    internal static string AddressOf(Guid draft, ImportStep step) => $"/sources/import/{draft}?step={step.ToString().ToLowerInvariant()}";
}
