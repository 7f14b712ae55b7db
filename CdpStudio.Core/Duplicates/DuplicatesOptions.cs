using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Duplicates;

public sealed class DuplicatesOptions
{
    /// <summary>
    /// So many people at most are compared, those who were seen last. Default 200,000: a hundred thousand take about a minute and a half
    /// of two processors and 600 MB while it lasts.
    /// </summary>
    [Range(2, 10_000_000)]
    public int MostPeople { get; set; } = 200_000;
}

[OptionsValidator]
internal sealed partial class ValidateDuplicatesOptions : IValidateOptions<DuplicatesOptions>;
