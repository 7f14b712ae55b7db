using System.Globalization;
using CdpStudio.Core.Governance.Workspaces;

namespace CdpStudio.Web.Campaigns;

/// <summary>When a campaign is to go out, as somebody chose it: now, or at a wall clock's time of the workspace.</summary>
/// <param name="Day">Such as 2026-11-24; empty for none.</param>
/// <param name="Time">Such as 14:05; empty for none.</param>
public sealed record SendTime(bool IsNow, string Day, string Time)
{
    public static readonly SendTime Now = new(IsNow: true, "", "");

    /// <summary>The moment; null for now, and while the fields are not filled in.</summary>
    public DateTimeOffset? At(CurrentWorkspace workspace) =>
        !IsNow
        && DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && TimeOnly.TryParse(Time, CultureInfo.InvariantCulture, out var time)
            ? DateTimeOffset.FromUnixTimeMilliseconds(workspace.Zone.Moment(day.ToDateTime(time)))
            : null;
}
