using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CdpStudio.Web.Components;

/// <summary>
/// Changes single values in the address of the page that a circuit shows. The browser says a moment later that the address changed: what is asked meanwhile
/// builds on what was asked before it, not on what is still shown, or the second change would take the first one back.
/// </summary>
public sealed class PageAddress : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly Queue<string> _asked = new();

    public PageAddress(NavigationManager navigation)
    {
        _navigation = navigation;
        navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Replaces the shown address in the browser's history; a null takes a value out.</summary>
    public void Change(params (string Name, object? Value)[] values)
    {
        var next = _navigation.GetUriWithQueryParameters(_asked.LastOrDefault() ?? _navigation.Uri, values.ToDictionary(v => v.Name, v => v.Value));
        if (_asked.Count == 0 && next == _navigation.Uri) return;

        _asked.Enqueue(next);
        _navigation.NavigateTo(next, replace: true);
    }

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // Somebody went elsewhere: what was asked of the page before is nothing to build on.
        if (!_asked.Contains(change.Location)) _asked.Clear();
        while (_asked.TryDequeue(out var asked) && asked != change.Location) { }
    }
}
