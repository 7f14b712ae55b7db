using CdpStudio.Web.Components;
using Allowed = CdpStudio.Core.Governance.Access.Permission;

namespace CdpStudio.Web.Shell;

/// <summary>A page that the navigation and 'go to' lead to.</summary>
/// <param name="Name">The key of its word in <see cref="ShellTexts"/>.</param>
/// <param name="Permission">Who lacks it does not see the place.</param>
public sealed record Place(string Name, string Href, Glyph Glyph, string Permission)
{
    public static readonly Place Home = new("Home", "/", Glyphs.Home, Allowed.OwnAccount);
    public static readonly Place Settings = new("Settings", "/settings", Glyphs.Settings, Allowed.OwnAccount);

    /// <summary>The groups of the navigation. A noun appears here when it has a page.</summary>
    public static IReadOnlyList<PlaceGroup> Groups { get; } =
    [
        new("Data",
        [
            new("Sources", "/sources", Glyphs.Source, Allowed.ReadSources),
            new("Catalogue", "/catalogue", Glyphs.Catalogue, Allowed.ReadCatalogue),
            new("Quarantine", "/quarantine", Glyphs.Quarantine, Allowed.ReadQuarantine),
        ]),
        new("People",
        [
            new("Profiles", "/profiles", Glyphs.Person, Allowed.ReadProfiles),
            new("Segments", "/segments", Glyphs.Segment, Allowed.ReadSegments),
        ]),
        new("Engage",
        [
            new("Journeys", "/journeys", Glyphs.Journey, Allowed.ReadJourneys),
            new("Campaigns", "/campaigns", Glyphs.Send, Allowed.ReadCampaigns),
        ]),
    ];

    public static IReadOnlyList<Place> All { get; } = [Home, .. Groups.SelectMany(g => g.Places), Settings];
}

public sealed record PlaceGroup(string Name, IReadOnlyList<Place> Places);
