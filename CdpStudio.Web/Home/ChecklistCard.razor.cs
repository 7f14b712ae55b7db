using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home;

public sealed partial class ChecklistCard(
    IEnumerable<IChecklistItem> items, UserMemory memory, CurrentWorkspace workspace, AuthenticationStateProvider session,
    IStringLocalizer<HomeTexts> texts) : IDisposable
{
    private const string Choice = "home.checklist";
    private const string Hidden = "hidden";
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ChecklistStep>? _steps;
    private Guid _user;

    private int DoneCount => _steps?.Count(step => step.Done) ?? 0;

    protected override async Task OnInitializedAsync()
    {
        _user = (await session.GetAuthenticationStateAsync()).User.UserId;
        if (await memory.ChoiceAsync(_user, Choice, _leaving.Token) == Hidden) return;

        List<ChecklistStep> steps = [];
        foreach (var item in items.OrderBy(i => i.Order)) steps.Add(await item.CheckAsync(_leaving.Token));
        _steps = steps;
    }

    private async Task HideAsync()
    {
        _steps = null;
        await memory.ChooseAsync(_user, Choice, Hidden, _leaving.Token);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
