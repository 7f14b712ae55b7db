using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>What a person did, newest first, by days of the workspace; an entry opens to all that was sent.</summary>
public sealed partial class Timeline(SeenEvents events, SeenPeople people, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private const int PageSize = 50;
    private const int NamesLookedAt = 500;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<string> _names = [];
    private List<Fact.Event>? _events;
    private ProfileEvent? _last;
    private string? _chosen;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    protected override Task OnInitializedAsync()
    {
        _names = [.. people.Events(Profile, [], after: null, NamesLookedAt).Select(e => e.Name).Distinct().Order(StringComparer.Ordinal)];
        return ChooseAsync(null);
    }

    private Task ChooseAsync(string? name)
    {
        (_chosen, _last, _events) = (name, null, null);
        return LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        var page = await events.PageAsync(Profile, _chosen is null ? [] : [_chosen], _last, PageSize, _leaving.Token);

        _events = [.. _events ?? [], .. page];
        _last = page.Count == PageSize ? new ProfileEvent(page[^1].Name, page[^1].Timestamp, page[^1].Number) : null;
    }

    private string Pressed(string? name) => name == _chosen ? "true" : "false";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
