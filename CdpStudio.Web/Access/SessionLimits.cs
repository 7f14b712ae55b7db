using System.ComponentModel.DataAnnotations;

namespace CdpStudio.Web.Access;

/// <summary>Section <c>Session</c>.</summary>
public sealed class SessionLimits
{
    /// <summary>A session that is not used ends after this. Default 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Every session ends after this, used or not. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromDays(7);
}
