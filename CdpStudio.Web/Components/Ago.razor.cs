using System.Globalization;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Components;

/// <summary>A moment as a distance from now; the tooltip gives it in full, in the workspace's zone by name.</summary>
public sealed partial class Ago(
    TimeProvider clock, CurrentWorkspace workspace, ViewCulture view, IStringLocalizer<ComponentTexts> texts)
{
    [Parameter, EditorRequired]
    public required DateTimeOffset? At { get; set; }

    private string Relative(DateTimeOffset at)
    {
        var age = clock.GetUtcNow() - at;
        var days = (workspace.Local(clock.GetUtcNow()).Date - workspace.Local(at).Date).Days;

        return (age.TotalSeconds, days) switch
        {
            ( >= -5 and < 45, _) => texts["JustNow"],
            ( >= 0 and < 3600, _) => texts.Plural("MinutesAgo", Math.Max(1, (long)age.TotalMinutes)),
            ( >= 0, 0) => texts.Plural("HoursAgo", (long)age.TotalHours),
            ( >= 0, 1) => texts["Yesterday"],
            _ => ShortDate(at),
        };
    }

    private string ShortDate(DateTimeOffset at)
    {
        var (day, today) = (workspace.Local(at), workspace.Local(clock.GetUtcNow()));
        // The reader's year: the Jalali one begins in March.
        var years = view.Formats.Calendar;

        return texts[years.GetYear(day) == years.GetYear(today) ? "DayThisYear" : "DayOtherYear", day];
    }

    private string Absolute(DateTimeOffset at) =>
        $"{workspace.Local(at).ToString("f", view.Formats)} ({workspace.Zone.Name})";

    private static string Machine(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
