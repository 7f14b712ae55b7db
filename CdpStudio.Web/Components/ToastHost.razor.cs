using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Components;

public sealed partial class ToastHost(ToastList toasts, TimeProvider clock, IStringLocalizer<ComponentTexts> texts) : IDisposable
{
    private static readonly TimeSpan s_shown = TimeSpan.FromSeconds(10);
    private readonly Dictionary<Guid, ITimer> _timers = [];

    private IStringLocalizer<ComponentTexts> Texts => texts;

    protected override void OnInitialized() => toasts.Changed += Refresh;

    private void Refresh() => InvokeAsync(() =>
    {
        foreach (var toast in toasts.All.Where(t => !_timers.ContainsKey(t.Id)))
        {
            _timers[toast.Id] = clock.CreateTimer(_ => toasts.Remove(toast), null, s_shown, Timeout.InfiniteTimeSpan);
        }

        StateHasChanged();
    });

    private async Task UndoAsync(Toast toast)
    {
        toasts.Remove(toast);
        await toast.Undo!();
    }

    public void Dispose()
    {
        toasts.Changed -= Refresh;
        foreach (var timer in _timers.Values) timer.Dispose();
    }
}
