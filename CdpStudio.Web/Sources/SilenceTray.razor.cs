using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Access;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

/// <summary>
/// Which sources are silent, within reach on every page until the reader puts them away: for themselves alone, and until the source
/// has sent again and is silent once more.
/// </summary>
public sealed partial class SilenceTray(
    SilentSources silent, UserMemory memory, AuthenticationStateProvider session, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<SilentSource> _shown = [];
    private Guid _user;

    private IStringLocalizer<SourceTexts> Texts => texts;

    private string Label => texts.Plural("SilentNow", _shown.Count);

    protected override async Task OnInitializedAsync()
    {
        _user = (await session.GetAuthenticationStateAsync()).User.UserId;
        silent.Changed += Refresh;
        await LoadAsync();
    }

    private void Refresh() => InvokeAsync(RefreshAsync);

    private async Task RefreshAsync()
    {
        try
        {
            await LoadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The reader went elsewhere.
        }
        catch (Exception e)
        {
            // Nobody awaits a refresh: without this its failure would be lost.
            await DispatchExceptionAsync(e);
        }
    }

    private async Task LoadAsync()
    {
        List<SilentSource> shown = [];
        foreach (var source in silent.Now)
        {
            if (await memory.ChoiceAsync(_user, ChoiceOf(source), _leaving.Token) != MomentOf(source)) shown.Add(source);
        }

        _shown = shown;
    }

    private async Task DismissAsync(SilentSource source)
    {
        await memory.ChooseAsync(_user, ChoiceOf(source), MomentOf(source), _leaving.Token);
        await LoadAsync();
    }

    private static string ChoiceOf(SilentSource source) => $"sources.silence.{source.Id}";

    private static string MomentOf(SilentSource source) =>
        source.Since.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        silent.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
