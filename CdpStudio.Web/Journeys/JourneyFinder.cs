using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Journeys;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>'Go to' finds journeys by part of their name or key.</summary>
internal sealed class JourneyFinder(JourneyList journeys, IStringLocalizer<ShellTexts> texts) : IFinder
{
    private const int Most = 5;

    string IFinder.Permission => Permission.ReadJourneys;

    public async Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var found = await journeys.FindAsync(text, after: null, Most, cancellationToken);

        return [.. found.Select(row => new FoundItem(row.Journey.Name, texts["Journey"], $"/journeys/{row.Journey.Key}", Glyphs.Journey))];
    }
}
