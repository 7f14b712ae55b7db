using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>What a decision brought about, with a way to each of the people there are now and a way back.</summary>
public sealed partial class DecisionNote(UndoDecisionHandler undo, SeenPeople people, IStringLocalizer<StewardshipTexts> texts)
{
    private IReadOnlyList<ProfileId>? _undone;
    private string? _refused;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required Decided Done { get; set; }

    [Parameter]
    public EventCallback OnUndone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private string Words => Done.IsJoin ? texts["Joined"] : Done.Profiles.Count > 1 ? texts["TakenApart"] : texts["StillOne"];

    private async Task UndoAsync()
    {
        (_isBusy, _refused) = (true, null);
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it was pressed.
        switch (await undo.HandleAsync(new UndoDecision(Done.Decision, by), CancellationToken.None))
        {
            case UndoDecisionResult.Undone undone:
                _undone = undone.Profiles;
                await OnUndone.InvokeAsync();
                break;
            case UndoDecisionResult.SomebodyGone:
                _refused = texts["UndoGone"];
                break;
            default:
                _refused = texts["UndoneBefore"];
                break;
        }

        _isBusy = false;
    }

    private string NameOf(ProfileId profile) => people.Read(profile) is { } known ? ProfileName.Of(known) : texts["Profile", profile.Value];

    private static string AddressOf(ProfileId profile) => string.Create(CultureInfo.InvariantCulture, $"/profiles/{profile.Value}");
}
