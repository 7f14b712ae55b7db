using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Shell;

/// <summary>The 'go to' dialog: pages at once, and what the nouns' finders know by name once the reader pauses.</summary>
public sealed partial class GoTo(
    IEnumerable<IFinder> finders, IAuthorizationService authorization, AuthenticationStateProvider session,
    IStringLocalizer<ShellTexts> texts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private IReadOnlyList<FoundItem> _found = [];
    private CancellationTokenSource? _typing;

    private IStringLocalizer<ShellTexts> Texts => texts;

    protected override async Task OnInitializedAsync() => _found = await PlacesAsync("");

    private async Task TypedAsync(ChangeEventArgs typed)
    {
        _typing?.Cancel();
        _typing?.Dispose();
        var typing = _typing = new CancellationTokenSource();
        var text = ((string?)typed.Value ?? "").Trim();
        try
        {
            var found = await PlacesAsync(text);
            _found = found;
            if (text.Length == 0) return;

            await Task.Delay(s_pause, clock, typing.Token);
            foreach (var finder in finders)
            {
                if (await MayAsync(finder.Permission)) found = [.. found, .. await finder.FindAsync(text, typing.Token)];
            }

            typing.Token.ThrowIfCancellationRequested();
            _found = found;
        }
        catch (OperationCanceledException) when (typing.IsCancellationRequested)
        {
            // Another key was pressed meanwhile; its own search runs.
        }
    }

    private async Task<IReadOnlyList<FoundItem>> PlacesAsync(string text)
    {
        List<FoundItem> found = [];
        foreach (var place in Place.All)
        {
            string word = texts[place.Name];
            if (word.Contains(text, StringComparison.CurrentCultureIgnoreCase) && await MayAsync(place.Permission))
                found.Add(new FoundItem(word, texts["Page"], place.Href, place.Glyph));
        }

        return found;
    }

    private async Task<bool> MayAsync(string permission)
    {
        var user = (await session.GetAuthenticationStateAsync()).User;

        return (await authorization.AuthorizeAsync(user, permission)).Succeeded;
    }

    public void Dispose()
    {
        _typing?.Cancel();
        _typing?.Dispose();
    }
}
