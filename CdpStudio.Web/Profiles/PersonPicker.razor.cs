using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>One person, found by any identifier.</summary>
public sealed partial class PersonPicker(IProfileDirectory directory, IStringLocalizer<ProfileTexts> texts)
{
    private const int Most = 8;

    private ProfileRecord? _picked;
    private string _asked = "";

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Null when nobody is called so.</summary>
    [Parameter]
    public EventCallback<ProfileRecord?> OnPick { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private IReadOnlyList<Suggestion> Find(string containing) =>
        containing.Trim().Length == 0 ? [] : [.. directory.Search(containing.Trim(), Most).Select(hit => new Suggestion(hit.Identifier.Value))];

    private Task ChooseAsync(string asked)
    {
        _asked = asked.Trim();
        _picked = _asked.Length > 0 && directory.Search(_asked, 1) is [var hit, ..] ? directory.Read(hit.Profile) : null;
        return OnPick.InvokeAsync(_picked);
    }

    private static string NameOf(ProfileRecord profile) => ProfileName.Of(profile);
}
