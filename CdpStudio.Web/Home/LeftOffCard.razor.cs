using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home;

/// <summary>The things that the reader opened last; pages record them with <see cref="Visited"/>.</summary>
public sealed partial class LeftOffCard(
    UserMemory memory, AuthenticationStateProvider session, IStringLocalizer<HomeTexts> texts) : IDisposable
{
    private const int Shown = 8;
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<VisitRow>? _visits;

    protected override async Task OnInitializedAsync()
    {
        var user = (await session.GetAuthenticationStateAsync()).User.UserId;
        _visits = await memory.VisitsAsync(user, Shown, _leaving.Token);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
