using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Campaigns;

public sealed class CampaignOptions
{
    /// <summary>A campaign that is due longer ago than this, because nothing ran here, waits for a person. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Above as many people, whoever sends types their number. Default 1,000; 0 asks always.</summary>
    [Range(0, int.MaxValue)]
    public int TypeNumberAbove { get; set; } = 1_000;
}

[OptionsValidator]
internal sealed partial class ValidateCampaignOptions : IValidateOptions<CampaignOptions>;
