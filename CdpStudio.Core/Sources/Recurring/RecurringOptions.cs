using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Section <c>Recurring</c>.</summary>
public sealed class RecurringOptions
{
    /// <summary>The folder below which folders may be watched. Empty: none may.</summary>
    public string Root { get; set; } = "";

    /// <summary>How long a file must keep its size and time before it is taken. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan QuietTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long fetching one file may take. Default an hour; one that falls silent for a minute is given up before.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FetchTime { get; set; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class ValidateRecurringOptions : IValidateOptions<RecurringOptions>;
