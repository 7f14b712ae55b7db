using CdpStudio.Core.Journeys;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Canvas;

/// <summary>What the canvas is given when it is opened; the shape is that of <c>setup.ts</c>.</summary>
/// <param name="Words">All of <see cref="CanvasTexts"/>.</param>
/// <param name="Glyphs">Paths by name.</param>
/// <param name="Segments">Names by key.</param>
public sealed record CanvasSetup(
    Guid Id,
    bool CanEdit,
    string Direction,
    IReadOnlyDictionary<string, string> Words,
    IReadOnlyDictionary<string, string> Glyphs,
    IReadOnlyDictionary<string, string> Segments);

public sealed class CanvasSetups(IStringLocalizer<CanvasTexts> texts, SegmentRules segments, ViewCulture view)
{
    private static readonly Dictionary<string, string> s_glyphs = new()
    {
        ["entry"] = Components.Glyphs.Segment.Path,
        ["wait"] = Components.Glyphs.Clock.Path,
        ["branch"] = Components.Glyphs.Branch.Path,
        ["email"] = Components.Glyphs.Mail.Path,
        ["exit"] = Components.Glyphs.Exit.Path,
        ["plus"] = Components.Glyphs.Plus.Path,
        ["minus"] = Components.Glyphs.Minus.Path,
        ["fit"] = Components.Glyphs.Fit.Path,
        ["search"] = Components.Glyphs.Search.Path,
        ["error"] = Components.Glyphs.Error.Path,
        ["warning"] = Components.Glyphs.Warning.Path,
    };

    public CanvasSetup For(JourneyId journey, bool canEdit) => new(
        journey.Value,
        canEdit,
        view.Language.Direction,
        texts.GetAllStrings(includeParentCultures: true).Select(t => t.Name).Distinct().ToDictionary(name => name, name => texts[name].Value),
        s_glyphs,
        segments.All.ToDictionary(s => s.Key.Value, s => s.Name));
}
