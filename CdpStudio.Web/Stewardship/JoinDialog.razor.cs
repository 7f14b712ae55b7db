using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Stewardship;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>Joins the person with another one, after both were shown.</summary>
public sealed partial class JoinDialog(JoinPeopleHandler join, IStringLocalizer<StewardshipTexts> texts)
{
    private ProfileRecord? _other;
    private string? _refused;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required ProfileRecord Person { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback<Decided> OnDone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private string Name => ProfileName.Of(Person);

    private string OtherName => _other is null ? "" : ProfileName.Of(_other);

    private bool CanJoin => _other is not null && _other.Id != Person.Id;

    private void Pick(ProfileRecord? other) => (_other, _refused) = (other, other?.Id == Person.Id ? texts["SamePerson"].Value : null);

    private async Task JoinAsync()
    {
        (_isBusy, _refused) = (true, null);
        var by = (await Authentication).User.Identity?.Name ?? "";
        var command = new JoinPeople(Person.Identifiers[0], _other!.Identifiers[0], by); // the button waits for one
        // Not taken back by leaving: it was confirmed.
        var result = await join.HandleAsync(command, CancellationToken.None);
        _isBusy = false;
        if (result is JoinPeopleResult.Joined done)
        {
            await OnDone.InvokeAsync(new Decided(done.Decision, IsJoin: true, [done.Profile]));
            return;
        }

        _refused = result switch
        {
            JoinPeopleResult.KeptApart => texts["KeptApart"],
            JoinPeopleResult.AlreadyOne => texts["SamePerson"],
            _ => texts["ChangedMeanwhile"],
        };
    }
}
