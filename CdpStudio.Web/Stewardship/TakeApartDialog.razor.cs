using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>Takes identifiers out of a profile, and shows who there is then before anything is done.</summary>
public sealed partial class TakeApartDialog(TakeApartHandler takeApart, IStringLocalizer<StewardshipTexts> texts) : IDisposable
{
    private readonly string _helpId = $"never-{Guid.NewGuid():N}";
    private readonly HashSet<Identifier> _taken = [];
    private CancellationTokenSource _look = new();
    private TakeApartResult.Foreseen? _foreseen;
    private string? _refused;
    private bool _never;
    private bool _isLooking;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required ProfileRecord Person { get; set; }

    [Parameter, EditorRequired]
    public required Func<Identifier, string> LabelOf { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback<Decided> OnDone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private string Name => ProfileName.Of(Person);

    private bool ComesApart => _foreseen is { People.Count: > 1 };

    private Task TakeAsync(Identifier identifier, ChangeEventArgs change)
    {
        if (change.Value is true) _taken.Add(identifier);
        else _taken.Remove(identifier);
        return ForeseeAsync();
    }

    private Task NeverAsync(ChangeEventArgs change)
    {
        _never = change.Value is true;
        return ForeseeAsync();
    }

    /// <summary>Each tick asks again; the look before it is given up, since what it would find is not asked any more.</summary>
    private async Task ForeseeAsync()
    {
        await _look.CancelAsync();
        _look.Dispose();
        _look = new CancellationTokenSource();
        (_foreseen, _refused, _isLooking) = (null, null, _taken.Count > 0 && _taken.Count < Person.Identifiers.Count);
        if (!_isLooking) return;

        var token = _look.Token;
        try
        {
            var result = await takeApart.ForeseeAsync(Command(by: ""), token);
            if (token.IsCancellationRequested) return;

            Show(result);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another look is under way, or the dialog is closed.
        }
    }

    private async Task TakeApartAsync()
    {
        _isBusy = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it was confirmed.
        var result = await takeApart.HandleAsync(Command(by), CancellationToken.None);
        _isBusy = false;
        if (result is TakeApartResult.TakenApart done) await OnDone.InvokeAsync(new Decided(done.Decision, IsJoin: false, done.Profiles));
        else Show(result);
    }

    private TakeApart Command(string by) => new(Person.Id, [.. _taken], _never, by);

    private void Show(TakeApartResult result)
    {
        _isLooking = false;
        _foreseen = result as TakeApartResult.Foreseen;
        _refused = result switch
        {
            TakeApartResult.Foreseen => null,
            TakeApartResult.TooManyPairs => texts["TooManyPairs"].Value,
            // Whoever else works on the person was quicker.
            _ => texts["ChangedMeanwhile"].Value,
        };
    }

    public void Dispose()
    {
        _look.Cancel();
        _look.Dispose();
    }
}
