using System.Globalization;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Numbers;

/// <summary>The people behind a count, in the order in which they came in.</summary>
public sealed partial class PeopleBehind(
    JourneyPeople people, PageAddress address, ViewCulture view, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private const int PageSize = 50;

    private readonly string _id = $"people-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<JourneyPerson>? _people;
    private PeopleCursor? _next;
    private string? _asked;

    [Parameter, EditorRequired]
    public required JourneyId Journey { get; set; }

    /// <summary>Null for the journey as a whole.</summary>
    [Parameter]
    public string? Step { get; set; }

    /// <summary>The counts that can be asked about.</summary>
    [Parameter]
    public IReadOnlyList<StepFigure> Groups { get; set; } = [];

    /// <summary>As in the address; null is the first.</summary>
    [Parameter]
    public string? Group { get; set; }

    [Parameter]
    public string? Outcome { get; set; }

    [Parameter]
    public int? Version { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private string Chosen => Group is null ? Groups.Count > 0 ? Name(Groups[0]) : "came" : Outcome is null ? Group : $"{Group}:{Outcome}";

    protected override Task OnParametersSetAsync()
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"{Journey.Value} {Step} {Chosen} {Version}");
        if (asked == _asked) return Task.CompletedTask;

        _asked = asked;
        _people = null;
        return LoadAsync(after: null);
    }

    private async Task LoadAsync(PeopleCursor? after)
    {
        var page = await people.FindAsync(Journey, Asked(), Version, after, PageSize, _leaving.Token) ?? [];
        _people = [.. _people ?? [], .. page];
        _next = page.Count == PageSize ? new PeopleCursor(page[^1].Run, page[^1].Visit) : null;
    }

    private PeopleGroup Asked()
    {
        if (Step is null)
        {
            return new PeopleGroup.OfJourney(Group switch
            {
                "inside" => JourneyRunState.Active,
                "completed" => JourneyRunState.Completed,
                "exited" => JourneyRunState.Exited,
                _ => null,
            });
        }

        return Group switch
        {
            "waiting" => new PeopleGroup.Waiting(Step),
            "left" => new PeopleGroup.Left(Step, Outcome),
            { } name when Enum.TryParse<MailGroup>(name, ignoreCase: true, out var mail) => new PeopleGroup.Mailed(Step, mail),
            _ => new PeopleGroup.Came(Step),
        };
    }

    private void Choose(string? name)
    {
        var parts = (name ?? "").Split(':');
        address.Change(("group", parts[0]), ("outcome", parts.Length > 1 ? parts[1] : null));
    }

    private static string Name(StepFigure figure) => figure.Outcome is null ? figure.Group : $"{figure.Group}:{figure.Outcome}";

    private string Written(long count) => count.ToString("N0", view.Formats);

    private static string AddressOf(JourneyPerson person) => $"/profiles/{person.Profile.Value.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
