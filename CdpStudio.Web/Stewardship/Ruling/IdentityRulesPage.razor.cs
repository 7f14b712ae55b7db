using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Ruling;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship.Ruling;

/// <summary>Which identifiers make one person of two: drawn up, looked at before it holds, set, and put back.</summary>
public sealed partial class IdentityRulesPage(
    IdentityRuleList list, PreviewIdentityRulesHandler previews, SetIdentityRulesHandler set, SeenPeople people, ToastList toasts, TaskFeed feed,
    IStringLocalizer<RulingTexts> texts) : TaskFollower(feed)
{
    private List<RuleDraft> _draft = [];
    private IReadOnlyList<IdentityRuleVersion> _versions = [];
    private IdentityPreviewRow? _preview;
    private string? _refusal;
    private string _added = "";
    private bool _isBusy;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<RulingTexts> Texts => texts;

    private int Version => _versions is [var holding, ..] ? holding.Version : 0;

    /// <summary>Null while something in it is wrong.</summary>
    private IdentityRules? Drafted => RuleDraft.Problem(_draft) is null ? RuleDraft.RulesOf(_draft) : null;

    private bool IsSame => _versions is [var holding, ..] && holding.Rules.Equals(Drafted);

    protected override bool Cares => _preview is { State: JobState.Queued or JobState.Running } || Feed.Active.Any(run => run.Kind == IdentityRuleList.PreviewKind);

    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        // Whoever left while it was being found out goes on where they were.
        if (_preview is { } preview && preview.Against == Version) Edit(preview.Rules);
        else Edit(_versions[0].Rules);
    }

    protected override async Task ReloadAsync() => (_versions, _preview) = (await list.VersionsAsync(Leaving), await list.LastPreviewAsync(Leaving));

    private void Edit(IdentityRules rules) => (_draft, _refusal) = (RuleDraft.Of(rules), null);

    private void PutBack() => Edit(_versions[0].Rules);

    // The first place is the user id's.
    private void Move(int place, int by) => (_draft[place], _draft[place + by]) = (_draft[place + by], _draft[place]);

    private void Remove(RuleDraft rule) => _draft.Remove(rule);

    private void Add()
    {
        var added = new RuleDraft { Namespace = _added.Trim() };
        if (RuleDraft.Problem([.. _draft, added]) is { } problem)
        {
            _refusal = texts["Problem." + problem.Kind, problem.Namespace];
            return;
        }

        (_added, _refusal) = ("", null);
        _draft.Add(added);
    }

    private async Task PreviewAsync()
    {
        if (RuleDraft.Problem(_draft) is { } wrong)
        {
            _refusal = texts["Problem." + wrong.Kind, wrong.Namespace];
            return;
        }

        _isBusy = true;
        var result = await previews.HandleAsync(new PreviewIdentityRules([.. _draft.Select(d => d.Rule)], await ByAsync()), Leaving);
        _isBusy = false;
        _refusal = result is PreviewIdentityRulesResult.Refused { Problem: var problem } ? texts["Problem." + problem.Kind, problem.Namespace].Value : null;
        await ReloadAsync();
    }

    private async Task SetAsync(long preview)
    {
        // Not taken back by leaving: it was asked for.
        var result = await set.HandleAsync(new SetIdentityRules(preview, await ByAsync()), CancellationToken.None);
        if (result is SetIdentityRulesResult.Set) toasts.Show(texts["SetDone"]);
        else _refusal = texts["Overtaken"];
        await ReloadAsync();
    }

    private async Task<string> ByAsync() => (await Authentication).User.Identity?.Name ?? "";
}
