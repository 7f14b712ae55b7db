using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles.Past;

/// <summary>What is known of somebody, each value with where it is from and why it counts; who may says otherwise here.</summary>
public sealed partial class AttributeCard(
    SeenPeople people, LockBook book, UnlockAttributeHandler unlock, CurrentCatalogue catalogue, CurrentWorkspace workspace, ViewCulture view, ToastList toasts,
    IStringLocalizer<PastTexts> texts, IStringLocalizer<ProfileTexts> words) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<AttributeLock> _locks = [];
    private IReadOnlyList<PastAttribute>? _read;
    private Asked? _asked;
    private string? _unlocking;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<PastAttribute> Attributes { get; set; }

    /// <summary>Their names.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<SourceId, string> Sources { get; set; }

    /// <summary>Called when a value was locked or unlocked; null where the past is shown, which nobody changes.</summary>
    [Parameter]
    public EventCallback? Editable { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    private IStringLocalizer<PastTexts> Texts => texts;

    private IStringLocalizer<ProfileTexts> Words => words;

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_read, Attributes)) return;

        _read = Attributes;
        if (Attributes.Any(a => a.Win.IsLocked)) _locks = await book.OfAsync(people.Numbers(Profile), _leaving.Token);
    }

    /// <summary>Null where people who work here said it.</summary>
    private string? SourceOf(SourceId source) => source == SourceId.ByHand ? null : Sources.GetValueOrDefault(source, "–");

    private string WhyOf(PastAttribute known)
    {
        if (known.Win.IsLocked) return LockBook.Who(_locks, known.Name, known.ValidFrom) is { Length: > 0 } who ? texts["Why.LockedBy", who] : texts["Why.Locked"];
        if (known.Win.Among == 1 && known.Win.By is not (WinsBy.Sum or WinsBy.Union)) return texts["Why.Only"];
        if (known.Win.By != WinsBy.SourceRanking) return texts.Plural("Why." + known.Win.By, known.Win.Among);

        var isRanked = catalogue.Content.Attribute(known.Name)?.WinningRule.Ranking.Contains(known.Source) ?? false;
        return isRanked ? texts["Why.SourceRanking", SourceOf(known.Source) ?? "–"] : texts.Plural("Why.Unranked", known.Win.Among);
    }

    private void Ask(PastAttribute? known) => _asked = new Asked(known?.Name, known?.Value);

    private void Close() => _asked = null;

    private async Task DoneAsync()
    {
        Close();
        toasts.Show(texts["LockDone"]);
        await ChangedAsync();
    }

    private async Task UnlockAsync(string name)
    {
        _unlocking = name;
        var by = Authentication is null ? "" : (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: the button was pressed.
        var result = await unlock.HandleAsync(new UnlockAttribute(Profile, name, by), CancellationToken.None);
        _unlocking = null;
        if (result is UnlockAttributeResult.Unlocked) toasts.Show(texts["UnlockDone"]);
        await ChangedAsync();
    }

    private Task ChangedAsync() => Editable is { } changed ? changed.InvokeAsync() : Task.CompletedTask;

    private string Text(long moment) => workspace.Local(EpochTime.ToMoment(moment)).ToString("g", view.Formats);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <param name="Name">Null for any attribute.</param>
    private sealed record Asked(string? Name, string? Value);
}
