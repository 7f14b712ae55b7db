using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Segments;

public sealed class SegmentOptions
{
    /// <summary>How long a fact may take to reach kept membership. Default 15 seconds; shorter costs CPU while data comes in.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan MembershipInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long membership may stay as it is while no fact comes in, because time alone moves people. Default 40 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan QuietInterval { get; set; } = TimeSpan.FromSeconds(40);
}

[OptionsValidator]
internal sealed partial class ValidateSegmentOptions : IValidateOptions<SegmentOptions>;
